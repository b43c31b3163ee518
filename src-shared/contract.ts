// The list of feature contracts for the counter: everything the screen may ask.
import { changeLogContract } from './change-log/contract.ts';
import { customersContract } from './customers/contract.ts';
import { draftsContract } from './drafts/contract.ts';
import { printingContract } from './printing/contract.ts';
import { settingsContract } from './settings/contract.ts';
import { shellContract } from './shell/contract.ts';
import { signInContract } from './sign-in/contract.ts';

export const contract = {
  changeLog: changeLogContract,
  customers: customersContract,
  drafts: draftsContract,
  printing: printingContract,
  settings: settingsContract,
  shell: shellContract,
  signIn: signInContract,
};

export type Contract = typeof contract;
