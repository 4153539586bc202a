/** The colours and sizes of client/elements/tokens.css, of which the worker has no copy. */
const STYLE = `
:root { color-scheme: light dark }
body { display: grid; align-content: center; box-sizing: border-box; min-block-size: 100dvh; max-inline-size: 32rem;
  margin: 0 auto; padding: max(2rem, env(safe-area-inset-top)) 1.5rem max(2rem, env(safe-area-inset-bottom));
  background: light-dark(#faf8f4, #10191f); color: light-dark(#17252e, #edf1f2); font: 1.125rem/1.5 system-ui, sans-serif }
main { display: grid; gap: 2.5rem }
section { display: grid; gap: .75rem; justify-items: start }
h1, h2, p { margin: 0 }
h1 { font: 500 1.75rem/1.2 Georgia, serif }
h2 { font-size: 1.125rem }
[lang=en] { color: light-dark(#4a5a66, #a9b7bf); font-size: 1rem }
.number { color: inherit; font-weight: 650; white-space: nowrap }
.again { display: inline-flex; align-items: center; min-block-size: 3.25rem; box-sizing: border-box; margin-block-start: .75rem;
  padding: .5rem 1.5rem; border-radius: 6px; background: light-dark(#0e5561, #7cc7d0); color: light-dark(#fff, #0b1a20);
  font-weight: 650; text-decoration: none }
:focus-visible { outline: 3px solid light-dark(#17252e, #ffc74d); outline-offset: 2px }
@media print { body { display: none } }`;

/**
 * The page for who opens Seintje without a network: part of the worker, so that nothing has to be kept for it but the number.
 * Without script; its policy allows this one style.
 * @param number of the municipality; null: nobody is signed in, or it has none
 */
export function offlinePage(number: string | null): Response {
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const call = number && `<a class="number" href="tel:${number.replace(/[^+\d]/g, '')}">${escaped(number)}</a>`;
  const body = `<!doctype html>
<html lang="nl" translate="no">
<meta charset="utf-8">
<title>Seintje</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<style nonce="${nonce}">${STYLE}</style>
<main>
<section>
<h1>Geen verbinding.</h1>
<p>Nieuwe signalen komen hier niet binnen. Bel bij twijfel${call ? `: ${call}` : ''}.</p>
<a class="again" href="">Probeer nu</a>
</section>
<section lang="en">
<h2>No connection.</h2>
<p>New signals do not come in here. When in doubt, call${call ? ` ${call}` : ''}.</p>
</section>
</main>
</html>`;
  return new Response(body, {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': policy },
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
