/**
 * Where a run reads and writes. Writing waits until the text is taken, so a slow reader slows the run and memory stays bounded.
 */
import { Readable, Writable } from 'stream';
import { UserError } from '../diagnostics/user-error';

export interface Streams {
  readonly input: Readable;
  readonly output: Output;
  /** For people, never mixed with the output. */
  readonly diagnostics: Output;
}

/** A reader that goes away (`| head`) ends the output without a word: from then on `isClosed`, and writing does nothing. */
export class Output {
  private closed = false;

  public constructor(private readonly stream: Writable) {
    // What fails is told to the callback of the write.
    stream.on('error', () => {});
  }

  public get isClosed(): boolean {
    return this.closed;
  }

  public async write(text: string): Promise<void> {
    if (this.closed || text === '') { return; }
    const error = await new Promise<NodeJS.ErrnoException | null | undefined>(resolve => this.stream.write(text, resolve));
    if (!error) { return; }
    this.closed = true;
    if (error.code !== 'EPIPE') { throw new UserError(`the output could not be written: ${error.message}`); }
  }
}
