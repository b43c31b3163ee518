// How PC/SC's values lie in memory on each system, byte by byte: what no machine of ours can try on Windows and macOS must at
// least be what their headers say. The numbers below are worked out by hand from winscard.h, pcsc-lite and PCSC.framework.
import { describe, expect, test } from 'vitest';
import {
  dword,
  handleRoom,
  ioRequest,
  type PcscLayout,
  pcscLayout,
  readDword,
  readerStates,
  readHandle,
  readReaderStates,
  readTexts,
  text,
  textBytes,
} from '../../src-main/card-readers/layouts.ts';

function layout(platform: string, arch: string): PcscLayout {
  const found = pcscLayout(platform, arch);
  if (!found) throw new Error(`no layout for ${platform} ${arch}`);
  return found;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const zeros = (bytes: number) => '00'.repeat(bytes);

/** Of SCARD_READERSTATE: its size, and where dwCurrentState, dwEventState, cbAtr and rgbAtr begin. */
const SYSTEMS = [
  { on: ['linux', 'x64'], size: 80, current: 16, event: 24, length: 32, atr: 40, dword: 8, handle: 8, pointer: 8 },
  { on: ['linux', 'arm64'], size: 80, current: 16, event: 24, length: 32, atr: 40, dword: 8, handle: 8, pointer: 8 },
  { on: ['linux', 'arm'], size: 56, current: 8, event: 12, length: 16, atr: 20, dword: 4, handle: 4, pointer: 4 },
  { on: ['win32', 'x64'], size: 64, current: 16, event: 20, length: 24, atr: 28, dword: 4, handle: 8, pointer: 8 },
  { on: ['win32', 'arm64'], size: 64, current: 16, event: 20, length: 24, atr: 28, dword: 4, handle: 8, pointer: 8 },
  { on: ['win32', 'ia32'], size: 56, current: 8, event: 12, length: 16, atr: 20, dword: 4, handle: 4, pointer: 4 },
  { on: ['darwin', 'x64'], size: 61, current: 16, event: 20, length: 24, atr: 28, dword: 4, handle: 4, pointer: 8 },
  { on: ['darwin', 'arm64'], size: 61, current: 16, event: 20, length: 24, atr: 28, dword: 4, handle: 4, pointer: 8 },
] as const;

describe.each(SYSTEMS)('on $on', ({ on, size, current, event, length, atr, ...bytes }) => {
  const here = layout(on[0], on[1]);
  const BASE = 0x1234_5678n;

  test('a state of a reader points to its name and holds what it is taken for', () => {
    const readers = [
      { reader: 'A', state: 0x0005_0122 },
      { reader: 'Bü', state: 0 },
    ];
    const written = readerStates(here, readers, () => BASE);
    const pointerAt = (index: number) =>
      bytes.pointer === 8 ? written.readBigUInt64LE(index * size) : BigInt(written.readUInt32LE(index * size));
    const nameAt = (index: number) => written.subarray(Number(pointerAt(index) - BASE));
    expect(pointerAt(0) - BASE).toBe(BigInt(2 * size));
    const encoding = on[0] === 'win32' ? 'utf16le' : 'utf8';
    expect(hex(nameAt(0))).toMatch(new RegExp(`^${hex(Buffer.from('A\0', encoding))}`));
    expect(hex(nameAt(1))).toBe(hex(Buffer.from('Bü\0', encoding)));
    // pvUserData is nothing, the state stands where it belongs, and nothing else is touched.
    expect(hex(written.subarray(bytes.pointer, current))).toBe(zeros(bytes.pointer));
    expect(hex(written.subarray(current, size))).toBe(`22010500${zeros(size - current - 4)}`);
    expect(hex(written.subarray(size + bytes.pointer, 2 * size))).toBe(zeros(size - bytes.pointer));
  });

  test('what PC/SC writes into it is read from its place', () => {
    const states = Buffer.alloc(2 * size);
    const chip = Buffer.from('3bd097ff81b1fe451f072b', 'hex');
    states.writeUInt32LE(0x0006_0022, event);
    states.writeUInt32LE(chip.length, length);
    chip.copy(states, atr);
    states.writeUInt32LE(0x12, size + event);
    // A length that cannot be ends with the room for it.
    states.writeUInt32LE(4000, size + length);
    states.fill(0xaa, size + atr, 2 * size);
    const [first, second] = readReaderStates(here, states, 2);
    expect(first).toEqual({ state: 0x0006_0022, atr: Uint8Array.from(chip) });
    expect(second?.state).toBe(0x12);
    expect(second?.atr).toHaveLength(on[0] === 'win32' ? 36 : 33);
  });

  test('numbers, handles and the request of a transmission have their sizes', () => {
    expect(dword(here, 0x8010_0009)).toHaveLength(bytes.dword);
    expect(readDword(dword(here, 0x8010_0009))).toBe(0x8010_0009);
    expect(handleRoom(here)).toHaveLength(bytes.handle);
    const request = ioRequest(here, 2);
    const size = bytes.dword === 8 ? '10' : '08';
    expect(hex(request)).toBe(`02${zeros(bytes.dword - 1)}${size}${zeros(bytes.dword - 1)}`);
  });
});

test('handles: Windows has addresses, the others numbers with a sign', () => {
  const ones = Buffer.alloc(8, 0xff);
  expect(readHandle(layout('win32', 'x64'), ones)).toBe(0xffff_ffff_ffff_ffffn);
  expect(readHandle(layout('win32', 'ia32'), ones)).toBe(0xffff_ffffn);
  expect(readHandle(layout('linux', 'x64'), ones)).toBe(-1n);
  expect(readHandle(layout('darwin', 'arm64'), ones)).toBe(-1n);
});

test('names: UTF-16 on Windows, UTF-8 elsewhere, each with its end, an empty one last', () => {
  const names = ['Kartenleser für Büro 0', 'ACS ACR1252 Dual Reader PICC 0'];
  const list = `${names.join('\0')}\0\0`;
  for (const [platform, encoding] of [
    ['win32', 'utf16le'],
    ['linux', 'utf8'],
    ['darwin', 'utf8'],
  ] as const) {
    const here = layout(platform, 'x64');
    expect(readTexts(here, Buffer.from(list, encoding))).toEqual(names);
    // What lies behind the end in a room that was too big is nothing.
    expect(readTexts(here, Buffer.from(`${list}rubbish\0`, encoding))).toEqual(names);
    expect(readTexts(here, Buffer.from('\0\0', encoding))).toEqual([]);
    expect(readTexts(here, Buffer.alloc(0))).toEqual([]);
    expect(text(here, 'ü').toString('hex')).toBe(platform === 'win32' ? 'fc000000' : 'c3bc00');
    expect(textBytes(here, 10)).toBe(platform === 'win32' ? 20 : 10);
  }
});

test('each system has its library, and its way to hear of readers that come and go', () => {
  expect(layout('linux', 'x64')).toMatchObject({ library: 'libpcsclite.so.1', wide: false, tellsOfReaders: true });
  expect(layout('win32', 'x64')).toMatchObject({ library: 'winscard.dll', wide: true, tellsOfReaders: true });
  expect(layout('darwin', 'arm64')).toMatchObject({ wide: false, tellsOfReaders: false });
  expect(pcscLayout('aix', 'ppc64')).toBeNull();
});
