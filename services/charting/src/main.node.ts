import { runServiceProcess } from "@practicum/service/main";
import { chartingService } from "./service.ts";

await runServiceProcess({ definition: chartingService, ports: () => ({ laboratory: "by-hand" as const }) });
