// What can happen to cards, readers and the system's card service, seen at the screen of both hosts over the built program: each is
// said in words where somebody has to know it, and the next card is read without anything being started again.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CardScreen, lineOf, openCardScreen, putAway, takeOverWindow } from '../support/card-screen.ts';
import { noCardService } from '../support/card-service.ts';
import { electronHere } from '../support/electron.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { HOSTS } from '../support/hosts.ts';
import { messages } from '../support/messages.ts';
import { atAnswer, contactCard, customerCard } from '../support/virtual-cards.ts';

const here = await electronHere();
const healthCard = () => contactCard(chipOf(healthCardFiles(somebody())));
const PULLED =
  'Virtual PCD 00 00: Die Karte wurde zu früh gezogen. Bitte noch einmal stecken und warten, bis der Kunde erscheint.';
const HANGS = 'Virtual PCD 00 00: Die Karte hat zu lange nicht geantwortet. Bitte ziehen und noch einmal stecken.';
const STOPPED =
  'Der Smartcard-Dienst dieses Computers läuft nicht. Bitte den Dienst „Smartcard“ starten (Linux: pcscd); Tresen versucht es von selbst weiter.';
const NO_READER = 'Es ist kein Kartenleser angeschlossen. Bitte einen anschließen oder sein Kabel prüfen.';

describe.skipIf(noCardService !== null).each(HOSTS)('card faults at the screen of %s', (host) => {
  const missing = host === 'Electron' && here.missing !== null;
  let screen: CardScreen;

  beforeAll(async () => {
    if (!missing) screen = await openCardScreen(host);
  });
  afterEach(() => putAway(screen));
  afterAll(async () => {
    await screen?.close();
    expect(screen?.errors ?? []).toEqual([]);
  });

  const says = (sentence: string) => messages(screen.page).getByText(sentence).waitFor();
  const nextIsRead = async () => {
    await putAway(screen);
    await screen.cards.insert(0, healthCard());
    await takeOverWindow(screen.page).getByText('Žofie Änne').waitFor();
  };

  test.skipIf(missing).each([
    ['between two commands', 'pulledAfter'],
    ['in the middle of a command', 'pulled'],
  ] as const)('a card that is pulled out %s says so and opens nothing, the next one is read', async (_when, move) => {
    const { page, cards } = screen;
    // While its head is read, and in the middle of the person.
    for (const nth of [2, 4]) {
      await putAway(screen);
      await cards.insert(0, atAnswer(nth, move, healthCard()));
      await says(PULLED);
      expect(await page.getByRole('dialog').count()).toBe(0);
    }
    await nextIsRead();
  });

  test.skipIf(missing)('a card that does not answer any more is given up, while the other reader goes on', async () => {
    const { page, cards } = screen;
    await cards.insert(0, atAnswer(2, 'hangs', healthCard()));
    await expect.poll(() => cards.asked(0)).toHaveLength(3);
    await cards.insert(1, customerCard('04A23B7A'));
    const unknown = page.getByRole('dialog', { name: 'Karte unbekannt' });
    await unknown.waitFor();
    await page.keyboard.press('Escape');
    await unknown.waitFor({ state: 'detached' });
    await says(HANGS);
    await lineOf(page, 'Karte antwortet nicht').waitFor();
    await nextIsRead();
  });

  test.skipIf(missing)(
    'a card service that ends is told, also to F6, and each time it is back the next card is read',
    async () => {
      const { page, cards } = screen;
      for (const how of ['fast', 'crash'] as const) {
        await cards.end(how);
        await lineOf(page, 'Kartenleser: Dienst steht').waitFor();
        await page.keyboard.press('F6');
        await says(STOPPED);
        await cards.start();
        await nextIsRead();
        await putAway(screen);
      }
    },
  );

  test.skipIf(missing)(
    'a card service that is killed in the middle of a card says so, and reads the next ones of both readers',
    async () => {
      const { page, cards } = screen;
      await cards.insert(0, atAnswer(3, 'hangs', healthCard()));
      await expect.poll(() => cards.asked(0)).toHaveLength(4);
      await cards.end('crash');
      await says(STOPPED);
      await cards.remove(0);
      await cards.start();
      // Right after its start a card like the one before may be that one, still lying there: another kind is none.
      await putAway(screen);
      await cards.insert(1, customerCard('04A23B7A'));
      await page.getByRole('dialog', { name: 'Karte unbekannt' }).waitFor();
      await nextIsRead();
    },
  );

  test.skipIf(missing)(
    'readers that are unplugged are gone from the screen, and there again when they are plugged in',
    async () => {
      const { page, cards } = screen;
      // A virtual reader comes and goes with its service alone.
      await cards.end('fast');
      await cards.start('none');
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: /^Kartenleser/ })
        .waitFor({ state: 'detached' });
      await page.keyboard.press('F6');
      await says(NO_READER);
      await cards.end('fast');
      await cards.start('both');
      await nextIsRead();
    },
  );

  test.skipIf(missing)('two cards put in at once are both shown, one after the other', async () => {
    const { page, cards } = screen;
    const windows = [page.getByRole('dialog', { name: 'Karte unbekannt' }), takeOverWindow(page)] as const;
    await Promise.all([cards.insert(0, healthCard()), cards.insert(1, customerCard('04A23B7A'))]);
    await windows[0].or(windows[1]).waitFor();
    const [first, second] = (await windows[0].isVisible()) ? windows : [windows[1], windows[0]];
    // Before the dialog hides the page or after: then it stands beside it, too.
    await page.getByText('Sie erscheint, sobald dieser Dialog geschlossen ist.').first().waitFor();
    expect(await second.count()).toBe(0);
    await page.keyboard.press('Escape');
    await first.waitFor({ state: 'detached' });
    await second.waitFor();
  });
});
