// Texts of reading a vCard into a new customer's mask.
import { texts } from './catalogue.ts';

export const vcardTexts = texts(
  {
    menu: 'Visitenkarte (vCard) einlesen …',
    taken: (name: string) => `Visitenkarte von ${name} eingelesen. Bitte prüfen, dann mit F1 speichern.`,
    nothingNew: 'Alles auf dieser Visitenkarte steht schon hier.',
    oneAtATime: 'Bitte nur eine Visitenkarte auf einmal.',
    refused: {
      tooLarge: 'Die Datei ist größer als 5 MB; eine Visitenkarte ist das nicht.',
      notAVcard: 'Das ist keine Visitenkarte (vCard, .vcf).',
      cutOff: 'Die Visitenkarte ist abgeschnitten. Bitte noch einmal speichern oder schicken lassen.',
      several: 'In der Datei stehen mehrere Visitenkarten. Mehrere Kunden nimmt „Kunden importieren“ auf.',
      noName: 'Auf der Visitenkarte steht kein Name.',
    },
  },
  {
    menu: 'Read business card (vCard) …',
    taken: (name: string) => `Business card of ${name} read. Please check it, then save with F1.`,
    nothingNew: 'Everything on this business card is here already.',
    oneAtATime: 'One business card at a time, please.',
    refused: {
      tooLarge: 'The file is larger than 5 MB; that is no business card.',
      notAVcard: 'This is no business card (vCard, .vcf).',
      cutOff: 'The business card is cut off. Please save it again or have it sent again.',
      several: 'The file holds several business cards. “Import customers” takes several customers.',
      noName: 'There is no name on the business card.',
    },
  },
);
