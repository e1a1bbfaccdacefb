import { SCREENS } from "@practicum/contracts/screens";
import { expect, test } from "vitest";
import { routeTree } from "./route-tree.ts";

test("every screen's address is one that the gateway answers with the page, and no other is", () => {
  const paths = Object.values(routeTree.children ?? {}).map(({ options }) =>
    "path" in options ? String(options.path) : "",
  );
  const firsts = paths.map((path) => path.split("/")[1] ?? "");
  expect([...new Set(firsts)].toSorted()).toEqual([...SCREENS].toSorted());
});
