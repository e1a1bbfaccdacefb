import { open, rm } from "node:fs/promises";
import { join } from "node:path";

/** Whether a folder takes a small file down to the disk itself. Of each service there is one at most, and it is taken away again. */
export async function takesWrite(folder: string, service: string): Promise<boolean> {
  const path = join(folder, `.pulse-${service}`);
  try {
    const file = await open(path, "w", 0o600);
    try {
      await file.writeFile("1");
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(path, { force: true });
    return true;
  } catch {
    return false;
  }
}
