/** Answers what another process asks over Node's channel; ends with it. */
export function answers(handlers) {
  process.on('message', async ({ number, name, args }) => {
    try {
      process.send({ number, result: await handlers[name](...args) });
    } catch (error) {
      process.send({ number, fault: error.stack });
    }
  });
  process.on('disconnect', () => process.exit());
}

/** @returns a function that asks a child by the handler's name, and fails as the handler does, or where the child has ended */
export function asks(child) {
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ number, result, fault }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (fault) reject(new Error(fault));
    else resolve(result);
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`a process of the bench has ended with ${code}`));
  });
  return (name, ...args) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      child.send({ number: last, name, args });
    });
}
