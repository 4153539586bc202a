import type { Batch, FileFault } from '../../src/contract/index.js';
import { t } from '../words/words.js';

/** Where it is wrong and what it should be, file by file. A value of a field is never told. */
export function Faults({ batch: { faults, faultCount } }: { batch: Batch }) {
  const files = [...new Set(faults.map(({ file }) => file))];
  return (
    <>
      <p>{t('import.faults.count', { count: faultCount })}</p>
      {files.map((file) => (
        <section key={file} class="seintje-stack-close">
          <h3 translate={false} class="seintje-file-name">
            {file}
          </h3>
          <ul class="seintje-file-faults">
            {faults
              .filter((fault) => fault.file === file)
              .map(({ code, ...place }, at) => (
                <li key={at}>
                  <strong translate={false}>{placeOf(place)}</strong>
                  <span>{t(`import.fault.${code}`)}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {faultCount > faults.length && (
        <p class="seintje-quiet">{t('import.faults.more', { count: faultCount - faults.length })}</p>
      )}
    </>
  );
}

/** "Regel 12, kolom telefoon". */
function placeOf({ line, column }: Pick<FileFault, 'line' | 'column'>): string {
  if (line === null && column === null) return t('import.fault.in-file');
  if (line === null) return t('import.fault.in-column', { column: column! });
  return column === null ? t('import.fault.on-line', { line }) : t('import.fault.at', { line, column });
}
