/**
 * Bytes → lines. Lines end with a line feed, before which a carriage return may stand; a byte order mark before the first is
 * dropped. Holds one line at most, and of an overlong one nothing.
 */
import { isUtf8 } from 'buffer';

const MAX_BYTES = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** `text`, or why there is none. */
export type Line = { readonly number: number } & ({ readonly text: string } | { readonly error: string });

export class LineSplitter {
  private pieces: Buffer[] = [];
  private size = 0;
  private number = 0;

  public constructor(private readonly maxBytes = MAX_BYTES) {}

  /** The lines that end in this chunk. */
  public push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.add(chunk.subarray(start, end));
      lines.push(this.take());
      start = end + 1;
    }
    this.add(chunk.subarray(start));
    return lines;
  }

  /** The last line, when nothing ends it. */
  public end(): Line[] {
    return this.size > 0 ? [this.take()] : [];
  }

  private add(piece: Buffer): void {
    this.size += piece.length;
    if (this.size > this.maxBytes) {
      this.pieces = [];
    } else if (piece.length > 0) {
      this.pieces.push(piece);
    }
  }

  private take(): Line {
    const { pieces, size } = this;
    this.pieces = [];
    this.size = 0;
    this.number += 1;
    const { number } = this;
    if (size > this.maxBytes) { return { number, error: `the line has ${size} bytes: at most ${this.maxBytes} are read` }; }
    const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    if (!isUtf8(bytes)) { return { number, error: 'the line is not UTF-8 text: write it in that encoding' }; }
    const text = bytes.toString('utf8').replace(/\r$/, '');
    return { number, text: number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
  }
}
