// Module 'Filialverwaltung' at the screen of a fresh shop, opened by keyboard: its pages, fields and log by role and name, and what
// axe finds in them. It knows no setting.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { openShop, type Shop } from './shop.ts';

/** As the screen writes it. */
export const today = new Date().toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });

/** A fresh shop before each test of the file; none of them may leave an error on the page. */
export function administration() {
  const at = {} as { shop: Shop };
  beforeEach(async () => {
    at.shop = await openShop();
    await at.shop.page.keyboard.press('Alt+f');
    await at.shop.page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
  });
  afterEach(async () => {
    const { errors } = at.shop;
    await at.shop.close();
    expect(errors).toEqual([]);
  });

  const field = (name: string) => at.shop.page.getByRole('textbox', { name, exact: true });
  const pages = () => at.shop.page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });

  async function openPage(name: string) {
    await pages().getByRole('button', { name, exact: true }).click();
    await at.shop.page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  return { at, field, pages, openPage };
}

export async function save(page: Page) {
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
}

/** 'Mehr - F11' → 'Änderungsprotokoll', by keyboard. */
export async function openLog(page: Page, record: string) {
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Änderungsprotokoll' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Änderungsprotokoll – ${record}` });
  await dialog.waitFor();
  return dialog;
}

/** What axe finds in the open page and its dialogs; the frame around them is its own subject. */
export async function pageProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Half faded in, nothing has its colours yet.
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    const { axe: run } = window as unknown as { axe: typeof axe };
    const parts = [...document.querySelectorAll<HTMLElement>('main, [role=dialog], [role=alertdialog]')];
    const { violations } = await run.run({ include: parts });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}
