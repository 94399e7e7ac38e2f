// Preloaded into every server of the bench: says over the IPC channel what the process has used.
// One way of measuring for all, from inside, because /proc counts CPU in steps of 10 ms.

process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() });
  if (message === 'memory') {
    const asItIs = process.memoryUsage().rss;
    // Twice, with a turn between: what the first one frees of sockets and timers, the second collects. The flavour
    // also closes the gaps, so that what remains is what is needed.
    compact();
    setTimeout(() => {
      compact();
      const { heapUsed, external, rss } = process.memoryUsage();
      process.send?.({ memory: { heapUsed, external, rss, asItIs } });
    }, 200);
  }
});
function compact() {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

// A server that wants to end must be able to.
process.channel?.unref();
