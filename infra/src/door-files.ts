import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CertificateFiles } from "@practicum/gateway/certificate";
import { ownFolder, type ServiceUsers } from "./service-users.ts";
import { settings } from "./settings.ts";
import { writePrivate } from "./state.ts";

const LOOK_MS = 2000;

/** Where the gateway reads its certificate: where it is, or copies that are the gateway's own, since a key is root's to read mostly. */
export function doorFiles(users: ServiceUsers): CertificateFiles | undefined {
  const { certificateFile, keyFile } = settings().web;
  if (certificateFile === undefined || keyFile === undefined) return undefined;
  if (!users.has("gateway")) return { certificateFile, keyFile };
  const folder = ownFolder(users, "gateway");
  return { certificateFile: join(folder, "certificate.pem"), keyFile: join(folder, "key.pem") };
}

/**
 * Brings a renewed certificate to the gateway's copies. What is just being written comes at the next look, and the gateway takes a pair that
 * belongs together alone (GTW-111).
 *
 * @returns what stops it.
 */
export async function keepDoorFiles(users: ServiceUsers): Promise<() => void> {
  const gateway = users.get("gateway");
  const copies = doorFiles(users);
  const { certificateFile, keyFile } = settings().web;
  if (gateway === undefined || copies === undefined || certificateFile === undefined || keyFile === undefined)
    return () => {};
  const bring = async (from: string, to: string) => {
    const text = await readFile(from, "utf8");
    if (text !== (await readFile(to, "utf8").catch(() => undefined))) await writePrivate(to, text, gateway);
  };
  // What cannot be read is the gateway's to say, with the name of the file.
  const look = () =>
    Promise.all([bring(certificateFile, copies.certificateFile), bring(keyFile, copies.keyFile)]).catch(() => {});
  await look();
  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
