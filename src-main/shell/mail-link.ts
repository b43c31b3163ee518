// Which link may leave the window: a letter to one address, without any further parts that a mail program would obey.

export function isMailLink(url: string): boolean {
  return /^mailto:[^\s?&#<>"']+@[^\s?&#<>"'@]+$/.test(url) && url.length <= 300;
}
