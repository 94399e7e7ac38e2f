/**
 * How copies of log rooms travel in bulk (DESIGN 7): one frame for each room, its length before it, so that a stream that
 * breaks has whole frames up to there. The bytes of a copy are what the room itself would have sent (`log.ts`).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export interface CopyFrame {
  room: string;
  conversation: string;
  entries: number;
  /** Revision of the row that brought it: the stream goes down from the newest. */
  rev: number;
  bytes: Uint8Array;
}

const lengthBytes = 4;
/** The longest log is some ten megabytes; more is no frame of ours. */
const frameBytesMax = 64 * 1024 * 1024;

export function encodeCopyFrame({
  room,
  conversation,
  entries,
  rev,
  bytes,
}: CopyFrame): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint32BigEndian(encoder, 0);
  encoding.writeVarString(encoder, room);
  encoding.writeVarString(encoder, conversation);
  encoding.writeVarUint(encoder, entries);
  encoding.writeVarUint(encoder, rev);
  encoding.writeVarUint8Array(encoder, bytes);
  const frame = encoding.toUint8Array(encoder);
  new DataView(frame.buffer, frame.byteOffset).setUint32(0, frame.length - lengthBytes);
  return frame;
}

/** Takes the stream as it comes and gives back the frames that are whole by then. Throws on bytes that are none. */
export function copyFrameReader(): (chunk: Uint8Array) => CopyFrame[] {
  let waiting: Uint8Array[] = [];
  let size = 0;

  const gather = (): Uint8Array => {
    if (waiting.length === 1) return waiting[0]!;
    const all = new Uint8Array(size);
    let at = 0;
    for (const part of waiting) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };

  let needed = lengthBytes;
  return (chunk) => {
    waiting.push(chunk);
    size += chunk.length;
    if (size < needed) return [];
    const bytes = gather();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const frames: CopyFrame[] = [];
    let at = 0;
    for (;;) {
      needed = lengthBytes;
      if (bytes.length - at < needed) break;
      const length = view.getUint32(at);
      if (length > frameBytesMax) throw new Error('No frame is that long.');
      needed += length;
      if (bytes.length - at < needed) break;
      frames.push(decodeFrame(bytes.subarray(at + lengthBytes, at + needed)));
      at += needed;
    }
    waiting = [bytes.slice(at)];
    size = bytes.length - at;
    return frames;
  };
}

function decodeFrame(bytes: Uint8Array): CopyFrame {
  const decoder = decoding.createDecoder(bytes);
  return {
    room: decoding.readVarString(decoder),
    conversation: decoding.readVarString(decoder),
    entries: decoding.readVarUint(decoder),
    rev: decoding.readVarUint(decoder),
    bytes: decoding.readVarUint8Array(decoder).slice(),
  };
}
