import { expect, test } from "vitest";
import { deviceName } from "./device-name.ts";

test("IDN-62 a session's place is told as people say it", () => {
  const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const safari = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
  const edge = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
  expect([firefox, safari, edge].map(deviceName)).toEqual(["Firefox on Windows", "Safari on iPad", "Edge on Linux"]);
  expect(deviceName("curl/8.9")).toBeNull();
  expect(deviceName(null)).toBeNull();
});
