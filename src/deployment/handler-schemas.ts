/**
 * The permissions that CloudFormation's handlers of a resource type ask for, by the schemas of the public archive.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (`handlers`; read 2026-11-22)
 */
import { isObject, JsonValue } from '../policy/json';

const HANDLERS = ['create', 'read', 'update', 'delete', 'list'];

/** What the handlers of each type ask for, as the schemas spell it. */
export class HandlerSchemas {
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
