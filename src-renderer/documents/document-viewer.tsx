// Shows one document, page by page, in a dialog of its own: a PDF drawn by pdf.js, a picture as it is.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import type { FilePayload } from '../../src-shared/calls.ts';
import { PAGE } from '../../src-shared/printing/rules.ts';
import { showFailure } from '../frame/failure.ts';
import { blobOf, saveFile } from '../frame/save-file.ts';
import { useCommands } from '../keys/commands.ts';
import { drawPage, openPdf } from '../printing/pdf.ts';
import { useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { scrollable } from '../ui/scrollable.ts';
import { useOpenDocument } from './open-document.ts';

const PAGE_WIDTH = 760;

const useStyles = makeStyles({
  surface: { maxWidth: '880px', width: 'calc(100vw - 48px)', padding: '16px 20px', boxShadow: 'none' },
  body: { maxHeight: 'calc(100vh - 64px)' },
  content: {
    height: 'calc(100vh - 180px)',
    overflow: 'auto',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'safe center',
    gap: '12px',
    backgroundColor: tokens.colorNeutralBackground3,
    padding: '12px',
  },
  page: { display: 'block', backgroundColor: 'white', border: `1px solid ${tokens.colorNeutralStroke1}` },
  picture: { maxWidth: '100%', objectFit: 'contain', border: `1px solid ${tokens.colorNeutralStroke1}` },
});

/** The place where documents appear; once on the mask. */
export function DocumentViewer() {
  const { file, close } = useOpenDocument();
  useEffect(() => () => useOpenDocument.getState().close(), []);
  return file ? <OpenViewer file={file} close={close} /> : null;
}

function OpenViewer({ file, close }: { file: FilePayload; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(documentTexts);
  const pages = useRef<HTMLElement>(null);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => pages.current?.focus(), []);
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle>{file.name}</DialogTitle>
          <DialogContent>
            <section ref={pages} className={styles.content} aria-label={t.pages} {...scrollable}>
              {file.mediaType === 'application/pdf' ? <PdfPages file={file} /> : <Picture file={file} />}
            </section>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void saveFile(file).catch(showFailure)}>{t.saveAs}</Button>
            <Button appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Picture({ file }: { file: FilePayload }) {
  const styles = useStyles();
  const t = useTexts(documentTexts);
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(blobOf(file));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (failed) return <Unreadable />;
  return url ? (
    <img src={url} alt={t.picture(file.name)} className={styles.picture} onError={() => setFailed(true)} />
  ) : null;
}

function PdfPages({ file }: { file: FilePayload }) {
  const t = useTexts(documentTexts);
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let mine: PDFDocumentProxy | null = null;
    let gone = false;
    openPdf(file.base64)
      .then((opened) => {
        mine = opened;
        if (gone) void opened.loadingTask.destroy();
        else setPdf(opened);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      void mine?.loadingTask.destroy();
    };
  }, [file]);
  if (failed) return <Unreadable />;
  if (!pdf) return <Spinner label={t.loading} />;
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return numbers.map((number) => <PdfPage key={number} pdf={pdf} number={number} />);
}

/** Drawn when it comes near the screen: a sheaf of forty pages opens as quickly as one. */
function PdfPage({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const styles = useStyles();
  const t = useTexts(documentTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const own = canvas.current;
    if (!own) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        drawPage(pdf, number, own, PAGE_WIDTH).then(
          () => setDrawn(true),
          () => setFailed(true),
        );
      },
      { rootMargin: '800px' },
    );
    watch.observe(own);
    return () => watch.disconnect();
  }, [pdf, number]);
  if (failed) return <Unreadable />;
  return (
    <canvas
      ref={canvas}
      className={styles.page}
      style={drawn ? undefined : { width: PAGE_WIDTH, height: (PAGE_WIDTH / PAGE.width) * PAGE.height }}
      role="img"
      aria-label={t.page(number, pdf.numPages)}
      data-drawn={drawn}
    />
  );
}

function Unreadable() {
  const t = useTexts(documentTexts);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t.unreadable}</MessageBarBody>
    </MessageBar>
  );
}
