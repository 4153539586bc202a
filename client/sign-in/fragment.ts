/** What stands behind the # of the address. It is taken out at once: neither the history nor a reload keeps it. */
export function takeFragment(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment) history.replaceState(history.state, '', location.pathname);
  return fragment || null;
}
