// What may leave the window by a link: a letter to one address, and nothing that a mail program would obey besides.
import { expect, test } from 'vitest';
import { isMailLink } from '../../src-main/shell/mail-link.ts';

test.each(['mailto:anna@example.com', 'mailto:anna.m%C3%BCller+x@example.com'])('%s may [E-70]', (url) => {
  expect(isMailLink(url)).toBe(true);
});

test.each([
  ...['mailto:anna@example.com?attach=/etc/passwd', 'mailto:anna@example.com?body=x', 'mailto:', 'mailto:anna'],
  ...['https://example.com/@x', 'file:///etc/passwd', 'mailto:a@example.com#x', 'mailto:a b@example.com'],
  ...['mailto:a@example.com&cc=b@example.com', 'javascript:mailto:a@example.com', `mailto:${'a'.repeat(400)}@b.de`],
  ...['mailto:a@example.com,b@example.com', 'mailto:a@example.com;b@example.com', 'mailto:a@b@example.com'],
  ...['mailto:a%2Cb@example.com', 'mailto:a%40example.com%2cb@example.com', 'mailto:a%0D%0ABcc:b@example.com'],
])('%s may not', (url) => {
  expect(isMailLink(url)).toBe(false);
});
