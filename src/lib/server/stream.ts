/** What is made little by little, as the body of an answer: nothing is made before it can be sent. */
export function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<BufferSource> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
