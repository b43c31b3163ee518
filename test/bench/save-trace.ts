// Saves so many times between two marks and ends: what `strace` counts sync calls of. It is the process that saves, and the
// log begins anew before, so that nothing but the saves is in between.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BEGIN, END } from './save-marks.ts';
import { savingIn } from './saving.ts';

const [directory = '', times = '0'] = process.argv.slice(2);
const saving = savingIn(directory);
const marks = openSync(join(directory, 'marks'), 'w');
saving.saveOne();
saving.idle.runNow();
saving.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
// The first save after that syncs the new log's head too.
saving.saveOne();
writeSync(marks, BEGIN);
for (let at = 0; at < Number(times); at += 1) saving.saveOne();
writeSync(marks, END);
closeSync(marks);
saving.db.sqlite.close();
