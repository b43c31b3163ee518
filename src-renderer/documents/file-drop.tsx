// Where a file can be chosen or dropped: the button that opens the system's chooser, and an area that takes what is dragged
// onto it. It hands one file over and does nothing with it.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { OFFERED_FILES } from './take-in.ts';

const useStyles = makeStyles({
  area: { position: 'relative', minWidth: 0, minHeight: 0 },
  over: { outline: `2px dashed ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-2px' },
});

type Props = {
  onFile: (file: File) => void;
  /** More than one was dropped. */
  onSeveral: () => void;
  className?: string | undefined;
  children: ReactNode;
};

/** Dropping is a second way beside a button: the area itself is no control. */
export function FileDrop({ onFile, onSeveral, className, children }: Props) {
  const styles = useStyles();
  const area = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef({ onFile, onSeveral });
  latest.current = { onFile, onSeveral };
  useEffect(() => {
    const own = area.current;
    if (!own) return;
    const listening = new AbortController();
    const listen = (kind: 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void) =>
      own.addEventListener(kind, heard, { signal: listening.signal });
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (!own.contains(event.relatedTarget as Node | null)) setOver(false);
    });
    listen('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const [file, ...more] = event.dataTransfer?.files ?? [];
      if (more.length > 0) latest.current.onSeveral();
      else if (file) latest.current.onFile(file);
    });
    return () => listening.abort();
  }, []);
  return (
    <div ref={area} className={mergeClasses(styles.area, over && styles.over, className)}>
      {children}
    </div>
  );
}

/** The chooser behind a button: call `choose`, and put `input` somewhere on the page. */
export function useFileChooser(onFile: (file: File) => void): { choose: () => void; input: ReactNode } {
  const input: RefObject<HTMLInputElement | null> = useRef(null);
  return {
    choose: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept={OFFERED_FILES}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be chosen again after it was refused.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    ),
  };
}
