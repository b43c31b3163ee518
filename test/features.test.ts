// The catalogue of features and the tests agree: every due line is shown by a test that exists, and no test names a line that
// does not. What a test shows is for its reader.
import { expect, test } from 'vitest';
import { featureLines, unknownLines } from './features/lines.ts';

test('every due line of the catalogue is shown by a test that exists', () => {
  const lines = featureLines();
  expect(lines.filter((line) => line.due && line.tests.length === 0).map((line) => line.id)).toEqual([]);
  const gone = lines.flatMap(({ id, tests }) =>
    tests.filter((one) => !one.exists).map((one) => `${id}: ${one.file} › ${one.title}`),
  );
  expect(gone).toEqual([]);
});

test('no test names a line that the catalogue does not have', () => {
  expect(unknownLines()).toEqual([]);
});
