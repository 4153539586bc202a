import { t } from '../words/words.js';

const HOW = ['present', 'quiet', 'test', 'mild', 'listen'] as const;

/** What a teacher can do, as small gestures. Text, never boxes to tick: those would be a registration. */
export function Advice({ name }: { name: string | null }) {
  const values = { shown: name ? 'yes' : 'no', name: name ?? '' };
  return (
    <>
      <h2>{t('teacher.do')}</h2>
      <dl class="seintje-advice">
        {HOW.map((what) => (
          <div key={what}>
            <dt>{t(`teacher.do.${what}`, values)}</dt>
            <dd>{t(`teacher.do.${what}.how`, values)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <details class="seintje-more">
          <summary>{t('teacher.not')}</summary>
          <p>{t('teacher.not.how')}</p>
        </details>
        <details class="seintje-more">
          <summary>{t('teacher.serious', values)}</summary>
          <p>{t('teacher.serious.how')}</p>
        </details>
      </div>
    </>
  );
}
