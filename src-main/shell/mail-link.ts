// Which link may leave the window: a letter to one address, without any further parts that a mail program would obey.

const ONE_ADDRESS = /^mailto:[^\s?&#<>"'@,;:]+@[^\s?&#<>"'@,;:]+$/;
/** Commas, semicolons, another '@' and line ends, as mail programs read them out of their codes. */
const HIDDEN = /%(2c|3b|40|0a|0d)/i;

export function isMailLink(url: string): boolean {
  return ONE_ADDRESS.test(url) && !HIDDEN.test(url) && url.length <= 300;
}
