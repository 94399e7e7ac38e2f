// `npm start`: installs and builds what is missing, then serves. In a fresh clone this runs on the
// machine's own Node. Containers start `node sync-server/main.ts` themselves instead: one process
// less between them and the signal.

import { spawn } from 'node:child_process';
import { buildIfNeeded, environment, installIfNeeded, nodeToUse, say } from './set-up.mjs';

installIfNeeded();
const code = await buildIfNeeded();
if (code !== 0) {
  say('App: the build failed, see above.');
  process.exit(code);
}

say('Server: starting. Stop it with Ctrl+C.');
const server = spawn(nodeToUse(), ['sync-server/main.ts'], {
  stdio: 'inherit',
  env: environment(),
});
server.on('exit', (exitCode, signal) => process.exit(signal ? 1 : (exitCode ?? 1)));
server.on('error', (error) => {
  say(`Server: did not start: ${error.message}`);
  process.exit(1);
});

process.on('SIGTERM', () => server.kill('SIGTERM'));
process.on('SIGHUP', () => server.kill('SIGTERM'));
process.on('SIGINT', () => {
  // At a terminal, Ctrl+C reached the server too; a second SIGINT would cut its orderly stop short.
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
