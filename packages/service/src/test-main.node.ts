import { runServiceProcess } from "./main.ts";
import { counter, notes, notesPorts } from "./test-services.ts";

/** The processes of `process.bus.test.ts`: `node test-main.node.ts notes`. */
if (process.argv[2] === "notes") await runServiceProcess({ definition: notes, ports: () => notesPorts() });
else await runServiceProcess({ definition: counter, ports: () => ({ broken: new Set<string>() }) });
