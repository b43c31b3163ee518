// What keeps a counter from opening, each with its real cause on a folder of its own: the screen it leads to, with its sentence
// and the ways out of it. Whoever looks at one opens the next by asking for it.
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connect } from '../../src-main/service/database/connection.ts';
import { readOnlyView, smallDisk } from './small-disk.ts';
import { setUpBranch } from './walk.ts';

export type Trouble = {
  readonly name: string;
  readonly heading: string;
  readonly sentence: string;
  /** The words on its buttons. */
  readonly ways: readonly string[];
};

export type Shown = Trouble & { readonly page: Page };

type Hands = {
  /** An empty one. */
  folder(): string;
  open(dataDirectory: string): Promise<{ readonly page: Page; close(): Promise<void> }>;
};

export const AGAIN = 'Erneut versuchen';
const RESTORE = 'Sicherung wiederherstellen …';
const OPEN = 'Datenbank öffnen';

/** The key and the file. */
export async function* fileTroubles({ folder, open }: Hands): AsyncGenerator<Shown> {
  const data = folder();
  const first = await open(data);
  await setUpBranch(first.page);
  await first.close();
  const key = fileKeyStore(data).read() ?? Buffer.alloc(0);
  const database = join(data, 'tresen.db');
  const forgetKey = () => rmSync(join(data, 'tresen.key'));
  const causes: readonly { occur(): void; trouble: Trouble }[] = [
    {
      occur: forgetKey,
      trouble: {
        name: 'lost-key',
        heading: 'Der Schlüssel der Datenbank fehlt',
        sentence: 'Die Datenbank ist da, ihr Schlüssel nicht.',
        ways: [OPEN, RESTORE],
      },
    },
    {
      // As on a PC to which only the database was copied.
      occur: () => fileKeyStore(data).write(randomBytes(32)),
      trouble: {
        name: 'another-key',
        heading: 'Der Schlüssel passt nicht zur Datenbank',
        sentence: 'Die Datenbank wurde mit einem anderen Schlüssel verschlüsselt',
        ways: [OPEN, RESTORE],
      },
    },
    {
      occur: () => {
        forgetKey();
        fileKeyStore(data).write(key);
        const sqlite = connect(database, key);
        sqlite.pragma('user_version = 900');
        sqlite.close();
      },
      trouble: {
        name: 'newer-program',
        heading: 'Die Datenbank ist neuer als dieses Programm',
        sentence: 'Bitte aktualisieren Sie Tresen auf diesem PC. Es wurde nichts verändert.',
        ways: [],
      },
    },
    {
      occur: () => writeFileSync(database, 'Einkaufsliste: Kreide, Öl, Löschpapier.\n'),
      trouble: {
        name: 'foreign-file',
        heading: 'Diese Datei gehört nicht zu Tresen',
        sentence: 'Tresen hat sie nicht angerührt.',
        ways: [AGAIN],
      },
    },
  ];
  for (const { occur, trouble } of causes) {
    occur();
    const { page, close } = await open(data);
    try {
      yield { ...trouble, page };
    } finally {
      await close();
    }
  }
}

/** A disk without room, and one that takes nothing. Where small disks can be made. */
export async function* diskTroubles({ folder, open }: Hands): AsyncGenerator<Shown> {
  const disk = smallDisk(4 * 1024 * 1024);
  try {
    disk.fill();
    const { page, close } = await open(disk.directory);
    try {
      yield {
        name: 'full-disk',
        heading: 'Die Festplatte ist voll',
        sentence: 'Schaffen Sie Platz und versuchen Sie es erneut. Es ging nichts verloren.',
        ways: [AGAIN],
        page,
      };
    } finally {
      await close();
    }
  } finally {
    disk.close();
  }
  const view = readOnlyView(folder());
  try {
    const { page, close } = await open(view.directory);
    try {
      yield {
        name: 'read-only',
        heading: 'Der Datenordner ist schreibgeschützt',
        sentence: 'Prüfen Sie die Rechte des Ordners und versuchen Sie es erneut.',
        ways: [AGAIN],
        page,
      };
    } finally {
      await close();
    }
  } finally {
    view.close();
  }
}
