import { useSignal } from '@preact/signals';
import { describedBy } from '../elements/field.js';
import { t } from '../words/words.js';

interface FileDropProps {
  error?: string;
  /** Whether there are files already. */
  isMore: boolean;
  onFiles: (files: Iterable<File>) => void;
}

/** Files, chosen or dropped here. The browser's own control, in the words of the page. */
export function FileDrop({ error, isMore, onFiles }: FileDropProps) {
  const isOver = useSignal(false);

  function over(event: DragEvent): void {
    // Else the browser would leave the page for the file.
    event.preventDefault();
    isOver.value = event.type === 'dragover';
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    isOver.value = false;
    onFiles(event.dataTransfer?.files ?? []);
  }

  function choose({ currentTarget: input }: { currentTarget: HTMLInputElement }): void {
    onFiles([...(input.files ?? [])]);
    // The same file can be chosen again after it was mended.
    input.value = '';
  }

  return (
    <div class="seintje-field">
      {error && (
        <p class="seintje-error" id="import-files-error">
          {error}
        </p>
      )}
      <div class="seintje-drop" data-over={isOver.value} onDragOver={over} onDragLeave={over} onDrop={drop}>
        <label class="seintje-button seintje-button-secondary">
          <input
            type="file"
            id="import-files"
            multiple
            accept=".csv,.txt,text/csv"
            onChange={choose}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy('import-files', { error })}
          />
          {t(isMore ? 'import.files.more' : 'import.files.choose')}
        </label>
        <p class="seintje-quiet seintje-small seintje-drop-hint">{t('import.files.or-drop')}</p>
      </div>
    </div>
  );
}
