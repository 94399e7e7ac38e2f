// The reference y-websocket server as its own `server.js` runs it, except that it takes a free port
// and the same `ws` as everybody else in the bench. With YPERSISTENCE it stores by y-leveldb.

import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const http = createServer((_request, response) => response.end('okay'));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', setupWSConnection);
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address && typeof address === 'object') console.log(`listening ${address.port}`);
});
