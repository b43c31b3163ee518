// One page of the preview, with the envelope's window drawn over it and secrets covered until somebody asks for them.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { PAGE, type Rect, windowOnLetter } from '../../src-shared/printing/rules.ts';
import { showFailure } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { printingTexts } from '../texts/printing.ts';
import { drawPage } from './pdf.ts';

const useStyles = makeStyles({
  page: {
    position: 'relative',
    width: 'fit-content',
    backgroundColor: 'white',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  canvas: { display: 'block' },
  window: { position: 'absolute', border: '1.5px dashed #0b6a0b', pointerEvents: 'none' },
  cover: {
    position: 'absolute',
    boxSizing: 'border-box',
    border: '1px solid #616161',
    backgroundImage: 'repeating-linear-gradient(135deg, #e0e0e0 0 6px, #f5f5f5 6px 12px)',
    color: '#242424',
    fontSize: '12px',
    fontFamily: 'inherit',
    cursor: 'pointer',
    display: 'grid',
    placeItems: 'center',
  },
  lifted: { opacity: 0 },
});

type Props = {
  pdf: PDFDocumentProxy;
  preview: Preview;
  number: number;
  width: number;
  showWindow: boolean;
  uncovered: boolean;
};

export function PreviewPage({ pdf, preview, number, width, showWindow, uncovered }: Props) {
  const styles = useStyles();
  const t = useTexts(printingTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let gone = false;
    if (canvas.current)
      drawPage(pdf, number, canvas.current, width, 'print')
        .then(() => gone || setDrawn(true))
        // A page that has given way to another may stop half drawn.
        .catch((error: unknown) => gone || showFailure(error));
    return () => {
      gone = true;
    };
  }, [pdf, number, width]);
  const place = (rect: Rect) => {
    const mm = width / PAGE.width;
    return { left: rect.x * mm, top: rect.y * mm, width: rect.width * mm, height: rect.height * mm };
  };
  return (
    <div className={styles.page} style={{ minHeight: (width / PAGE.width) * PAGE.height }} data-drawn={drawn}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={t.page(number, preview.pages)} />
      {showWindow && number === 1 && (
        <div className={styles.window} style={place(windowOnLetter().always)} title={t.window} />
      )}
      {preview.secretAreas
        .filter((area) => area.page === number)
        .map(({ rect }) => (
          <Cover key={`${rect.x}/${rect.y}`} style={place(rect)} uncovered={uncovered} text={t.covered} />
        ))}
    </div>
  );
}

function Cover({ style, uncovered, text }: { style: object; uncovered: boolean; text: string }) {
  const styles = useStyles();
  const [hovered, setHovered] = useState(false);
  return (
    <div
      className={mergeClasses(styles.cover, (hovered || uncovered) && styles.lifted)}
      style={style}
      aria-hidden
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {text}
    </div>
  );
}
