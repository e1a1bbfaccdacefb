import { access, mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FaxLine } from "../appeals/ports/fax-line.ts";
import { folderClearinghouse } from "./folder-clearinghouse.ts";

/**
 * Faxes by a folder, `<root>/<practiceId>/fax/outbound`, as fax servers and services watch one: the pages as `<name>.pdf`, and when they are
 * whole `<name>.json` with the number to dial. The order is given once, wherever it is cut off, as files of the clearinghouse are.
 */
export function folderFax(root: string, practiceId: string): FaxLine {
  const place = path.join(practiceId, "fax");
  const orders = folderClearinghouse(root, place);
  const folder = path.join(root, place, "outbound");
  return {
    async send({ name, to, pdf }) {
      const order = `${name}.json`;
      const given = await access(path.join(root, place, "archive", "out", order)).then(
        () => true,
        () => false,
      );
      // What was ordered is the fax server's: it may have taken the pages away already.
      if (!given) {
        await mkdir(folder, { recursive: true });
        const hidden = path.join(folder, `.${name}.pdf.part`);
        await writeFile(hidden, Uint8Array.fromBase64(pdf), { mode: 0o600 });
        await rename(hidden, path.join(folder, `${name}.pdf`));
      }
      await orders.send({ name: order, content: JSON.stringify({ to, pages: `${name}.pdf` }) });
    },
  };
}
