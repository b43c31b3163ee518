// The 'Institutionskennzeichen' of a payer: nine digits, the last one checks digits three to eight (weights 2,1,2,1,2,1, digit
// sums, modulo 10). It knows no payer.

export type IkRefusal = 'notAnIk' | 'wrongCheckDigit';
export type IkReading = { ok: true; ik: string } | { ok: false; problem: IkRefusal };

/** Blanks between the digits are let pass. */
export function readIk(entered: string): IkReading {
  const ik = entered.replaceAll(/\s/g, '');
  if (!/^[1-9]\d{8}$/.test(ik)) return { ok: false, problem: 'notAnIk' };
  const sum = [...ik.slice(2, 8)].reduce(
    (total, digit, at) => total + digitSum(Number(digit) * (at % 2 === 0 ? 2 : 1)),
    0,
  );
  return sum % 10 === Number(ik[8]) ? { ok: true, ik } : { ok: false, problem: 'wrongCheckDigit' };
}

function digitSum(number: number): number {
  return number > 9 ? number - 9 : number;
}
