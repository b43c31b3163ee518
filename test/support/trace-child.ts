// A counter that saves a number of customers and says before and after each one where it is. Run under strace:
// trace-child.ts <folder> <saves>
import { writeSync } from 'node:fs';
import { openFolder, saveCustomer, signIn } from './data-folder.ts';

const [directory = '', saves = '0'] = process.argv.slice(2);
const { client, service } = openFolder(directory);
await signIn(client);
for (let i = 0; i < Number(saves); i++) {
  writeSync(1, `ask ${i}\n`);
  await saveCustomer(client, `Kunde ${i}`, {
    phones: [{ id: null, label: null, number: '+493023125100', sms: false }],
  });
  writeSync(1, `answer ${i}\n`);
}
service.stop();
