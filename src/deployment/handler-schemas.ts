/**
 * The permissions that CloudFormation's handlers of a resource type ask for, by the schemas of the public archive.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (`handlers`; read 2026-11-22)
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonValue } from '../policy/json';

const HANDLERS = ['create', 'read', 'update', 'delete', 'list'];

/** What the handlers of each type ask for, as the schemas spell it. */
export class HandlerSchemas {
  /**
   * Of the JSON files in a folder, which may hold others too.
   *
   * @throws UserError if there is no such folder, no schema in it, or a file that is not JSON
   */
  public static fromFolder(folder: string): HandlerSchemas {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
      throw new UserError(`schemas is ${shortened(folder)}, which is no folder: give one with the JSON files of CloudFormation resource schemas`);
    }
    const schemas = new HandlerSchemas();
    const found = readdirSync(folder).filter(name => name.endsWith('.json')).sort().filter(name => schemas.add(readJson(join(folder, name))));
    if (found.length === 0) {
      throw new UserError(`${shortened(folder)} has no JSON file with \`typeName\` and \`handlers\`: give CloudFormation resource schemas`);
    }
    return schemas;
  }

  private readonly permissions = new Map<string, readonly string[]>();

  /** Takes note of a schema, and says whether it was one with handlers. */
  public add(schema: JsonValue): boolean {
    if (!isObject(schema) || typeof schema.typeName !== 'string' || !isObject(schema.handlers)) { return false; }
    const { handlers } = schema;
    const permissions = HANDLERS.flatMap(name => {
      const handler = handlers[name];
      return isObject(handler) && Array.isArray(handler.permissions) ? handler.permissions : [];
    });
    this.permissions.set(schema.typeName, [...new Set(permissions.filter(permission => typeof permission === 'string'))]);
    return true;
  }

  public permissionsOf(type: string): readonly string[] | undefined {
    return this.permissions.get(type);
  }
}

function readJson(file: string): JsonValue {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
  } catch (error) {
    throw new UserError(`${shortened(file)} is not JSON (${shortened((error as Error).message)}): give CloudFormation resource schemas`);
  }
}
