// Group 'Kommentare': who may change them, when they were written, and which ones are shown.
import { expect } from 'vitest';
import { openTab } from '../support/keyboard.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

export const comments = {
  onlyLatestComment: {
    positions: [
      {
        value: true,
        means: 'a colleague’s comment is nobody else’s to delete',
        async see(stage) {
          await commentOfAnna(stage);
          await expect.poll(() => removal(stage).getAttribute('aria-disabled')).toBe('true');
        },
      },
      {
        value: false,
        means: 'everybody deletes every comment',
        async see(stage) {
          await commentOfAnna(stage);
          await removal(stage).press('Enter');
          await stage.page.getByText('Noch keine Kommentare.').waitFor();
        },
      },
    ],
  },
  commentTimeEditable: {
    positions: [
      {
        value: true,
        means: 'day and time are typed',
        see: (stage) => fieldsAre(stage, ['Neuer Kommentar', 'Datum', 'Uhrzeit']),
      },
      { value: false, means: 'the moment of writing counts', see: (stage) => fieldsAre(stage, ['Neuer Kommentar']) },
    ],
  },
  appointmentCommentsShown: {
    positions: [
      {
        value: true,
        means: 'those of appointments stand among them',
        see: (stage) => bodiesAre(stage, ['Beim Termin', 'Am Tresen']),
      },
      { value: false, means: 'only those about the customer', see: (stage) => bodiesAre(stage, ['Am Tresen']) },
    ],
  },
} satisfies Partial<Effects>;

// --- details

const removal = ({ page }: Stage) => page.getByRole('button', { name: /^Kommentar löschen: Anna Amsel/ });

async function me({ client }: Stage): Promise<string> {
  const state = await client.signIn.state();
  return state.phase === 'open' ? state.person.id : '';
}

async function write(stage: Stage, customerId: string, body: string): Promise<void> {
  const authorId = await me(stage);
  await stage.client.comments.save({ customerId, id: null, body, at: null, authorId, draftId: null });
}

/** 'Bernd Bussard' looks at it. */
async function commentOfAnna(stage: Stage): Promise<void> {
  const { id, lastName } = await stage.customer();
  await write(stage, id, 'Ruft morgen an.');
  await stage.takeOver();
  await stage.open(lastName);
  await openTab(stage.page, 'Kommentare');
  await removal(stage).waitFor();
}

async function fieldsAre(stage: Stage, names: readonly string[]): Promise<void> {
  await stage.open((await stage.customer()).lastName);
  await openTab(stage.page, 'Kommentare');
  const editor = stage.page.getByRole('group', { name: 'Kommentar schreiben' });
  await editor.getByRole('textbox', { name: 'Neuer Kommentar' }).waitFor();
  const labels = () => editor.locator('label').allInnerTexts();
  await expect.poll(labels).toEqual(names.toSpliced(1, 0, 'im Namen von'));
}

async function bodiesAre(stage: Stage, bodies: readonly string[]): Promise<void> {
  const { id: customerId, lastName } = await stage.customer();
  await write(stage, customerId, 'Am Tresen');
  const { house } = stage.counter.service.counter;
  const authorId = await me(stage);
  house?.save('customer.comment', (unit) =>
    unit.create('customerComment', {
      ...{ id: house.newId(), customerId, body: 'Beim Termin', at: house.now() + 1, authorId, origin: 'appointment' },
    }),
  );
  await stage.open(lastName);
  await openTab(stage.page, 'Kommentare');
  const lines = stage.page.getByRole('list', { name: 'Kommentare' }).getByRole('listitem');
  await expect.poll(() => lines.locator('p').allInnerTexts()).toEqual(bodies);
}
