// The dialog 'Druckvorschau': the page at the left, printer, copies and warnings at the right. Enter prints, Esc closes.
// After printing it stays open for 'Erneut drucken', because a jammed printer is noticed only then.
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  SpinButton,
  Spinner,
} from '@fluentui/react-components';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AddressChoice, PrintOutcome } from '../../src-shared/printing/contract.ts';
import { PAGE } from '../../src-shared/printing/rules.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { saveFile } from '../frame/save-file.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { printingTexts } from '../texts/printing.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { closePreview, type ShownPreview, usePreview } from './open-preview.ts';
import { PreviewPage } from './preview-page.tsx';
import { useAddress } from './use-address.ts';
import { usePrinter } from './use-printer.ts';
import { warningText } from './warning-text.ts';

/** The whole page is seen at once where that leaves it readable; the dialog's own edges take the rest of the height. */
const DIALOG_EDGES = 180;
const NARROWEST = 420;
const WIDEST = 680;

function pageWidth(): number {
  const fitting = ((window.innerHeight - DIALOG_EDGES) * PAGE.width) / PAGE.height;
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, fitting)));
}

const useStyles = makeStyles({
  surface: { maxWidth: '1040px', width: 'calc(100vw - 48px)', padding: '16px 20px', boxShadow: 'none' },
  content: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) clamp(200px, 35%, 300px)',
    gap: '20px',
    height: 'calc(100vh - 150px)',
    minHeight: 0,
    overflow: 'hidden',
  },
  pages: {
    overflow: 'auto',
    display: 'flex',
    flexDirection: 'column',
    // A page wider than its place begins at its left edge, or the scroll bar could not reach that.
    alignItems: 'safe center',
    gap: '12px',
    padding: '4px',
  },
  side: { display: 'flex', flexDirection: 'column', gap: '12px', overflow: 'auto', padding: '4px' },
  // A long address ends in dots here: the page beside it shows it whole.
  address: { minWidth: 0, width: '100%', textOverflow: 'ellipsis' },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px', marginTop: 'auto' },
});

export function PreviewDialog() {
  const { shown, close } = usePreview();
  // A letter that came while the workstation was locked is for nobody, either.
  useLayoutEffect(() => {
    closePreview();
    return closePreview;
  }, []);
  return shown ? <OpenPreview key={shown.sheet} {...shown} close={close} /> : null;
}

function OpenPreview({ preview, opening, close }: ShownPreview & { close: (printed: boolean) => void }) {
  const styles = useStyles();
  const t = useTexts(printingTexts);
  const pdf = useOpened(opening);
  const { printers, printer, tray, ...paper } = usePrinter(preview.kind);
  const [width] = useState(pageWidth);
  const [copies, setCopies] = useState(1);
  // The consent form stays in the branch: it has no address and meets no envelope.
  const mayBeSent = preview.kind !== 'consentForm';
  const [showWindow, setShowWindow] = useState(mayBeSent);
  const [uncovered, setUncovered] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<PrintOutcome | null>(null);
  const [printed, setPrinted] = useState(false);
  const printButton = useRef<HTMLButtonElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  useCommands('dialog', []);
  useFocusBack();

  useEffect(() => printButton.current?.focus(), []);
  useEffect(() => {
    if (outcome) (outcome.ok ? closeButton : printButton).current?.focus();
  }, [outcome]);

  const address = useAddress(preview);
  const readdress = (addressId: string) => {
    // What was said of the sheet to the other address is not said of this one.
    setOutcome(null);
    address.choose(addressId);
  };

  const print = async () => {
    if (busy || address.changing) return;
    setBusy(true);
    try {
      const choice = await paper.settled();
      if (!choice) return;
      const result = await client.printing.print({ previewId: preview.id, copies, ...choice });
      setOutcome(result);
      if (result.ok) setPrinted(true);
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const keep = async () => {
    try {
      await saveFile(await client.printing.asPdf({ previewId: preview.id }));
    } catch (error) {
      showFailure(error);
    }
  };

  return (
    <Dialog open modalType="modal" onOpenChange={(_event, { open }) => !open && close(printed)}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title(t.kinds[preview.kind])}</DialogTitle>
          <DialogContent className={styles.content}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section className={styles.pages} aria-label={t.pages} aria-busy={address.changing || !pdf} tabIndex={0}>
              {pdf ? (
                Array.from({ length: preview.pages }, (_, index) => index + 1).map((number) => (
                  <PreviewPage key={number} {...{ pdf, preview, number, uncovered, width }} showWindow={showWindow} />
                ))
              ) : (
                <Spinner label={t.drawing} />
              )}
            </section>
            <div className={styles.side}>
              {preview.addresses.length > 0 && (
                <Field label={t.address}>
                  <Select
                    className={styles.address}
                    select={{ className: styles.address }}
                    value={address.id ?? ''}
                    onChange={(_event, { value }) => readdress(value)}
                  >
                    {preview.addresses.map((one) => (
                      <option key={one.id} value={one.id}>
                        {addressText(one, t)}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
              <Field label={t.printer} hint={printer?.problem ? t.failure[printer.problem] : undefined}>
                <Select
                  value={printer?.id ?? ''}
                  onChange={(_event, { value }) => paper.pick(value)}
                  disabled={printers.length === 0}
                >
                  {printers.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
                </Select>
              </Field>
              {printer && printer.trays.length > 0 && (
                <Field label={t.tray}>
                  <Select value={tray ?? ''} onChange={(_event, { value }) => paper.pickTray(value)}>
                    <option value="">{t.defaultTray}</option>
                    {printer.trays.map((one) => (
                      <option key={one}>{one}</option>
                    ))}
                  </Select>
                </Field>
              )}
              <Field label={t.copies}>
                <SpinButton
                  min={1}
                  max={99}
                  value={copies}
                  onChange={(_event, { value, displayValue }) => setCopies(clamp(value ?? Number(displayValue)))}
                />
              </Field>
              {mayBeSent && (
                <Checkbox
                  label={t.showWindow}
                  checked={showWindow}
                  onChange={(_event, { checked }) => setShowWindow(checked === true)}
                />
              )}
              {preview.secretAreas.length > 0 && (
                <Checkbox
                  label={t.uncover}
                  checked={uncovered}
                  onChange={(_event, { checked }) => setUncovered(checked === true)}
                />
              )}
              {paper.none && <Notice intent="error" text={t.noPrinter} />}
              {preview.warnings.map((warning) => (
                <Notice key={JSON.stringify(warning)} intent="warning" text={warningText(warning)} />
              ))}
              <div aria-live="polite">
                {outcome?.ok && (
                  <Notice intent="success" text={outcome.finished ? t.finished : t.handedOver(printer?.name ?? '')} />
                )}
                {outcome && !outcome.ok && <Notice intent="error" text={failureOf(outcome, t)} />}
              </div>
              <div className={styles.actions}>
                <Button
                  ref={printButton}
                  appearance={printed ? 'secondary' : 'primary'}
                  disabledFocusable={busy || address.changing || paper.none}
                  onClick={print}
                >
                  {outcome ? t.printAgain : t.print}
                </Button>
                {preview.mayBeKept && (
                  <Button disabledFocusable={address.changing} onClick={keep}>
                    {t.asPdf}
                  </Button>
                )}
                <Button ref={closeButton} appearance={printed ? 'primary' : 'secondary'} onClick={() => close(printed)}>
                  {printed ? t.close : t.cancel}
                </Button>
              </div>
            </div>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Notice({ intent, text }: { intent: 'warning' | 'error' | 'success'; text: string }) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}

function failureOf(outcome: Extract<PrintOutcome, { ok: false }>, t: (typeof printingTexts)['de']): string {
  const text = outcome.fileProblem ? t.fileProblem[outcome.fileProblem] : t.failure[outcome.code];
  return outcome.mayStillPrint ? `${text} ${t.mayStillPrint}` : text;
}

function clamp(copies: number): number {
  return Number.isFinite(copies) ? Math.min(99, Math.max(1, Math.round(copies))) : 1;
}

/** 'Wohnanschrift: Sonnenstr. 4, 80331 München', 'Lieferung: …'. */
function addressText({ home, label, line }: AddressChoice, t: (typeof printingTexts)['de']): string {
  return [home ? t.homeAddress : label, line || t.emptyAddress].filter(Boolean).join(': ');
}

/** null until that very document is there. */
function useOpened(opening: Promise<PDFDocumentProxy>): PDFDocumentProxy | null {
  const [opened, setOpened] = useState<{ opening: Promise<PDFDocumentProxy>; pdf: PDFDocumentProxy } | null>(null);
  useEffect(() => {
    let gone = false;
    opening.then((pdf) => !gone && setOpened({ opening, pdf })).catch(showFailure);
    return () => {
      gone = true;
    };
  }, [opening]);
  return opened?.opening === opening ? opened.pdf : null;
}
