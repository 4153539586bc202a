/** Does `work` once, after so many milliseconds. Returns how to cancel it. */
export function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
