// 'Mehr - F11' → 'Karte stecken (Simulation) …' (E-84): does what a reader does when a card is put in. Who stands there opens;
// what the card brought about is said on his mask (T-14).
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
} from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { TakenCard } from '../../src-shared/cards/calls.ts';
import { cardKinds } from '../../src-shared/cards/rules.ts';
import { client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { cardTexts } from '../texts/cards.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { usePaper } from '../ui/paper.ts';
import { showBearer } from './show-bearer.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '480px', boxShadow: 'none', padding: '16px 20px' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
});

export function TakeCard() {
  const t = useTexts(cardTexts).take;
  const keys = useTexts(keyTexts).names;
  const [open, setOpen] = useState(false);
  useCommands('page', [{ key: 'F11', name: keys.F11, entries: [{ label: t.menu, run: () => setOpen(true) }] }]);
  return open ? <TakeCardDialog close={() => setOpen(false)} /> : null;
}

function TakeCardDialog({ close }: { close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const paper = usePaper();
  const all = useTexts(cardTexts);
  const t = all.take;
  const [card, setCard] = useState<TakenCard>({ kind: 'insurance', number: '', payerIk: null });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const number = useRef<HTMLInputElement>(null);
  useEffect(() => number.current?.focus(), []);

  const take = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (card.number.trim() === '') {
      setProblem(t.missing);
      number.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const answer = await client.cards.take({ ...card, payerIk: card.kind === 'insurance' ? card.payerIk : null });
      if (answer.kind === 'found' || answer.kind === 'notValid') {
        close();
        await showBearer(answer);
        return;
      }
      setProblem(t[answer.kind]);
    } catch (error) {
      setProblem(failureText(error));
    }
    setBusy(false);
    number.current?.select();
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <form noValidate onSubmit={(event) => void take(event)}>
          <DialogBody>
            <DialogTitle>{t.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <span>{t.text}</span>
              <FieldFrame label={all.kind} choice>
                {(wears) => (
                  <select
                    {...wears}
                    className={mergeClasses(paper.control, paper.choice)}
                    value={card.kind}
                    onChange={(event) => setCard({ ...card, kind: event.target.value as TakenCard['kind'] })}
                  >
                    {cardKinds.map((kind) => (
                      <option key={kind} value={kind}>
                        {all.kinds[kind]}
                      </option>
                    ))}
                  </select>
                )}
              </FieldFrame>
              <FieldFrame label={all.number} problem={problem}>
                {(wears) => (
                  <input
                    {...wears}
                    ref={number}
                    type="text"
                    autoComplete="off"
                    maxLength={64}
                    className={mergeClasses(paper.control, problem !== null && paper.wrong)}
                    value={card.number}
                    onChange={(event) => {
                      setCard({ ...card, number: event.target.value });
                      setProblem(null);
                    }}
                  />
                )}
              </FieldFrame>
              {card.kind === 'insurance' && (
                <FieldFrame label={t.payerIk}>
                  {(wears) => (
                    <input
                      {...wears}
                      type="text"
                      inputMode="numeric"
                      autoComplete="off"
                      maxLength={20}
                      className={paper.control}
                      value={card.payerIk ?? ''}
                      onChange={(event) => setCard({ ...card, payerIk: event.target.value || null })}
                    />
                  )}
                </FieldFrame>
              )}
            </DialogContent>
            <DialogActions fluid>
              <Button type="submit" appearance="primary">
                {t.run}
              </Button>
              <Button onClick={close}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
