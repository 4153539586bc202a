import { useSignal } from '@preact/signals';
import type { BatchPreview } from '../../src/contract/index.js';
import { Button } from '../elements/button.js';
import { Field, FieldGroup, TextInput } from '../elements/field.js';
import { LiveRegion } from '../elements/live-region.js';
import { list, t } from '../words/words.js';

/** From so many on they are searched; and so many are shown at the most. */
const MANY = 12;
const MOST = 30;

interface MunicipalitiesProps {
  all: BatchPreview['municipalities'];
  /** Whether some are taken already, and this is not what the page asks for. */
  isAgain?: boolean;
  onChoose: (codes: string[]) => unknown;
}

/** Of which municipalities the schools are taken: a file may hold the whole country. */
export function Municipalities({ all, isAgain = false, onChoose }: MunicipalitiesProps) {
  const chosen = useSignal(all.filter(({ taken }) => taken).map(({ code }) => code));
  const query = useSignal('');
  const isMissing = useSignal(false);
  const words = query.value.trim().toLowerCase();
  const found = all.filter(({ name, code }) => name.toLowerCase().includes(words) || code === words);
  const isMany = all.length >= MANY;
  const names = all.filter(({ code }) => chosen.value.includes(code)).map(({ name }) => name);
  const error = isMissing.value && names.length === 0 ? t('import.municipalities.missing') : undefined;

  function toggle(code: string): void {
    chosen.value = chosen.value.includes(code) ? chosen.value.filter((one) => one !== code) : [...chosen.value, code];
  }

  async function choose(): Promise<void> {
    isMissing.value = true;
    if (chosen.value.length > 0) await onChoose(chosen.value);
    else document.getElementById(isMany ? 'municipality-search' : `municipality-${all[0]!.code}`)?.focus();
  }

  return (
    <div class="seintje-stack">
      {isMany && (
        <Field id="municipality-search" label={t('import.municipalities.search')}>
          <TextInput id="municipality-search" search value={query.value} onInput={(value) => (query.value = value)} />
        </Field>
      )}
      <FieldGroup id="municipalities" label={t('import.municipalities')} error={error}>
        <ul class="seintje-ticks">
          {found.slice(0, MOST).map(({ code, name, schools }) => (
            <li key={code}>
              <label class="seintje-tick">
                <input
                  type="checkbox"
                  id={`municipality-${code}`}
                  checked={chosen.value.includes(code)}
                  onChange={() => toggle(code)}
                />
                <span translate={false}>{name}</span>
                <span class="seintje-quiet seintje-small">{t('import.municipalities.schools', { count: schools })}</span>
              </label>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p class="seintje-quiet">{t('import.municipalities.none')}</p>}
        {found.length > MOST && <p class="seintje-quiet seintje-small">{t('import.municipalities.full')}</p>}
      </FieldGroup>
      <LiveRegion role="status" text={words ? t('import.municipalities.count', { count: found.length }) : ''} />
      {names.length > 0 && <p class="seintje-small">{t('import.municipalities.chosen', { names: list(names) })}</p>}
      <div class="seintje-choices">
        <Button kind={isAgain ? 'small' : 'primary'} onPress={choose}>
          {t('import.municipalities.choose')}
        </Button>
      </div>
    </div>
  );
}
