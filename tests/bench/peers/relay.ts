/**
 * The least a chat server can do: what one socket of a room says, the others of that room get, byte for byte.
 *
 * With `STORE=<file>` it is the durable limit: what arrived while the last commit ran is written in one transaction
 * (WAL, synchronous=FULL) and forwarded after it; who joins gets what it lacks. Nothing is checked, nobody is asked
 * who they are. `/blob` sends stored bytes by name: the floor of opening anything.
 */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { WebSocketServer, type WebSocket } from 'ws';

const rooms = new Map<string, Set<WebSocket>>();
const store = process.env.STORE ? openStore(process.env.STORE) : null;

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  const url = new URL(request.url ?? '/', 'http://relay');
  if (url.pathname === '/blob') serveBlobs(socket);
  else join(socket, url.pathname, Number(url.searchParams.get('after') ?? 0));
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address && typeof address === 'object') console.log(`listening ${address.port}`);
});

function join(socket: WebSocket, room: string, after: number): void {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  socket.on('message', (bytes: Buffer) => {
    if (store) store.keep(room, bytes, () => forward(members, socket, bytes));
    else forward(members, socket, bytes);
  });
  socket.on('close', () => {
    members.delete(socket);
    if (members.size === 0) rooms.delete(room);
  });
  // Says "you are in", with what was missed.
  socket.send(store ? store.since(room, after) : new Uint8Array());
}

function forward(members: Set<WebSocket>, from: WebSocket, bytes: Buffer): void {
  for (const member of members) if (member !== from) member.send(bytes);
}

function serveBlobs(socket: WebSocket): void {
  socket.on('message', (name: Buffer) => {
    const row = store?.blob.get(name.toString('utf8'));
    socket.send((row?.bytes as Uint8Array | undefined) ?? new Uint8Array());
  });
}

function openStore(file: string) {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS message (room TEXT NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS message_by_room ON message (room);
    CREATE TABLE IF NOT EXISTS blob (name TEXT PRIMARY KEY, bytes BLOB NOT NULL);
  `);
  const insert = database.prepare('INSERT INTO message (room, bytes) VALUES (?, ?)');
  const select = database.prepare(
    'SELECT bytes FROM message WHERE room = ? ORDER BY rowid LIMIT -1 OFFSET ?',
  );
  let group: { room: string; bytes: Buffer; then: () => void }[] = [];

  const commit = () => {
    const writing = group;
    group = [];
    database.exec('BEGIN IMMEDIATE');
    for (const { room, bytes } of writing) insert.run(room, bytes);
    database.exec('COMMIT');
    for (const { then } of writing) then();
  };
  return {
    blob: database.prepare('SELECT bytes FROM blob WHERE name = ?'),
    keep(room: string, bytes: Buffer, then: () => void): void {
      if (group.length === 0) setImmediate(commit);
      group.push({ room, bytes, then });
    },
    since(room: string, after: number): Buffer {
      const rows = select.all(room, after) as { bytes: Uint8Array }[];
      return Buffer.concat(rows.map((row) => row.bytes));
    },
  };
}
