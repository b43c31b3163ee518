// The way of a password letter from preview to validity (T-09): a printed password that is not valid, and a valid one that
// nobody has on paper, are both impossible. It knows letters by their numbers only, never a password or a hash.

export type Letter = { readonly number: string; readonly at: number };

/**
 * `valid` is what the customer can sign in with. `pending` is printed and waits for F1; it survives a crash. `preview` is on
 * the screen; its hash lives in memory alone and is gone with it.
 */
export type LetterState = {
  readonly valid: Letter | null;
  readonly pending: Letter | null;
  readonly preview: { readonly number: string; readonly printed: boolean } | null;
};

export type LetterEvent =
  /** 'Kennwort vergeben' or 'Neues Passwortschreiben' made a password under this number. */
  | { readonly event: 'issued'; readonly number: string }
  /** A printer took it; 'Erneut drucken' comes here too. */
  | { readonly event: 'printed'; readonly at: number }
  | { readonly event: 'previewClosed' }
  /** F1. */
  | { readonly event: 'saved' }
  /** 'Verwerfen': the printed password never becomes valid. */
  | { readonly event: 'discarded' }
  /** The access was switched off and saved. */
  | { readonly event: 'deactivated' };

export type LetterStep =
  | { readonly allowed: true; readonly state: LetterState }
  | { readonly allowed: false; readonly reason: 'previewOpen' | 'noPreview' };

/**
 * The next state. Printing makes the letter on the screen pending, in place of an earlier pending one, whose paper is dead
 * from then on; closing the preview without printing leaves everything as it was before 'Kennwort vergeben'. While a preview
 * is open nothing can be saved or issued, and only then can the same letter be printed again (T-10).
 */
export function letterStep(state: LetterState, happened: LetterEvent): LetterStep {
  switch (happened.event) {
    case 'issued':
      if (state.preview) return { allowed: false, reason: 'previewOpen' };
      return to({ ...state, preview: { number: happened.number, printed: false } });
    case 'printed': {
      const { preview } = state;
      if (!preview) return { allowed: false, reason: 'noPreview' };
      const pending = preview.printed ? state.pending : { number: preview.number, at: happened.at };
      return to({ ...state, preview: { ...preview, printed: true }, pending });
    }
    case 'previewClosed':
      return to({ ...state, preview: null });
    case 'saved':
      if (state.preview) return { allowed: false, reason: 'previewOpen' };
      return to({ valid: state.pending ?? state.valid, pending: null, preview: null });
    case 'discarded':
      return to({ ...state, pending: null, preview: null });
    case 'deactivated':
      return to({ valid: null, pending: null, preview: null });
  }
}

function to(state: LetterState): LetterStep {
  return { allowed: true, state };
}

export type LeaveQuestion =
  /** Nothing to lose. */
  | { readonly ask: 'nothing' }
  /** 'Speichern', 'Verwerfen', 'Abbrechen'. */
  | { readonly ask: 'unsaved' }
  /** The same three, but it says that the printed password of this letter is not valid yet. */
  | { readonly ask: 'printedPassword'; readonly number: string };

/** What leaving the mask must ask first. A printed password weighs more than a changed field. */
export function leaveQuestion(letter: LetterState, maskChanged: boolean): LeaveQuestion {
  if (letter.pending) return { ask: 'printedPassword', number: letter.pending.number };
  return maskChanged ? { ask: 'unsaved' } : { ask: 'nothing' };
}

/** 'Neues Passwortschreiben' asks first when a letter is valid or waiting: its password stops working with the new one's F1. */
export function replacedBy(letter: LetterState): readonly string[] {
  return [letter.valid?.number, letter.pending?.number].filter((number) => number !== undefined);
}
