// The words of the mail. It names the shop and nobody else: a mistyped address must not tell a stranger who is a customer
// there. Plain text: nothing to load, nothing that a filter would take for advertising.
import type { Mail } from '../mail/transport.ts';

export type Shop = {
  appName: string;
  branch: {
    name: string;
    street: string;
    town: string;
    phone: string | null;
    email: string | null;
  };
};

/** @param until epoch milliseconds */
export function invitationMail({ appName, branch }: Shop, to: string, link: string, until: number): Mail {
  const sender = [branch.name, branch.street, branch.town, branch.phone && `Telefon ${branch.phone}`];
  const answer = branch.phone ? `rufen Sie uns gern an: ${branch.phone}` : 'sprechen Sie uns gern an';
  const lines = [
    'Guten Tag,',
    '',
    `${branch.name} lädt Sie ein, die App „${appName}“ auf Ihrem Telefon zu benutzen. So verbinden Sie sich:`,
    '',
    '1. Öffnen Sie diesen Link auf dem Telefon, auf dem Sie die App benutzen möchten:',
    '',
    link,
    '',
    '2. Geben Sie dort die E-Mail-Adresse ein, an die diese Nachricht gegangen ist.',
    '',
    `Der Link gilt einmal und bis ${showInstant(until)} Uhr. Danach schicken wir Ihnen gern einen neuen.`,
    '',
    `Bitte geben Sie den Link nicht weiter. Wenn Sie keine Einladung erwartet haben, löschen Sie diese E-Mail einfach; ohne Ihr Zutun geschieht nichts. Bei Fragen ${answer}.`,
    '',
    'Freundliche Grüße',
    ...sender.filter(Boolean),
    '',
  ];
  return {
    ...{ to, subject: `Ihre Einladung zu „${appName}“`, text: lines.join('\n'), fromName: branch.name },
    ...(branch.email === null ? {} : { replyTo: branch.email }),
  };
}

/** 'Dienstag, 24. November 2026, 10:30', by the clocks of the shop's country and not by the data centre's. */
function showInstant(at: number): string {
  const show = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', ...parts }).format(at);
  const day = show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${day}, ${show({ hour: '2-digit', minute: '2-digit' })}`;
}
