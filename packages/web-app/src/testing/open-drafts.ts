import { closeVault, dropEverything, openVault, settled } from "../session/draft-vault.ts";
import { takeNoticesDown } from "../shell/undo.tsx";

const keys = [{ week: 10, key: btoa("k".repeat(32)) }];

/** Before a test: the person's drafts are open, and there are none. */
export async function noDrafts(): Promise<void> {
  takeNoticesDown();
  await closeVault();
  dropEverything();
  await openVault("brooks", keys);
}

/** The page is loaded again, and the same person is signed in. */
export async function reload(): Promise<void> {
  await settled();
  await closeVault();
  await openVault("brooks", keys);
}
