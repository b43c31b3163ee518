// Asks one question with a few answers and waits for it. The first answer is the default: it has focus, Enter takes it. Esc
// takes the last one. What the answers mean is the asker's business.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useCommands } from '../keys/commands.ts';
import { useFocusBack } from './focus-back.ts';
import { type NamedCustomer, usePersonNames } from './privacy-screen.ts';

export type Answer<T extends string> = { value: T; label: string };

type Question = {
  title: string;
  text: string;
  /** Whose names stand in the text, in their order: behind the privacy screen they are codes. */
  about?: readonly NamedCustomer[];
  answers: readonly Answer<string>[];
  answer: (value: string) => void;
};

const useQuestion = create<{ open: Question | null }>(() => ({ open: null }));

/** Resolves with the chosen answer; with the last one on Esc and when the screen goes away (lock). */
export function ask<T extends string>(question: {
  title: string;
  text: string;
  about?: readonly NamedCustomer[];
  answers: readonly [Answer<T>, ...Answer<T>[]];
}): Promise<T> {
  return new Promise((resolve) => {
    const answer = (value: string) => {
      useQuestion.setState({ open: null });
      resolve(value as T);
    };
    useQuestion.setState({ open: { ...question, answer } });
  });
}

/** The place where questions appear; once, in the frame. */
export function QuestionDialog() {
  const { open } = useQuestion();
  useEffect(() => () => refuse(useQuestion.getState().open), []);
  return open ? <OpenQuestion question={open} /> : null;
}

const useStyles = makeStyles({ surface: { maxWidth: '520px', boxShadow: 'none' }, actions: { gap: '8px' } });

function OpenQuestion({ question }: { question: Question }) {
  const styles = useStyles();
  const first = useRef<HTMLButtonElement>(null);
  const { sentenceOf } = usePersonNames();
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => first.current?.focus(), []);
  return (
    <Dialog open modalType="alert" surfaceMotion={null} onOpenChange={(_event, { open }) => open || refuse(question)}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{question.title}</DialogTitle>
          <DialogContent>{sentenceOf(question.text, question.about ?? [])}</DialogContent>
          <DialogActions className={styles.actions} fluid>
            {question.answers.map((one, at) => (
              <Button
                key={one.value}
                ref={at === 0 ? first : undefined}
                appearance={at === 0 ? 'primary' : 'secondary'}
                onClick={() => question.answer(one.value)}
              >
                {one.label}
              </Button>
            ))}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function refuse(question: Question | null): void {
  const last = question?.answers.at(-1);
  if (question && last) question.answer(last.value);
}
