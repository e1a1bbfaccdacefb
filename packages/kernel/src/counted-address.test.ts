import { expect, test } from "vitest";
import { countedAddress } from "./counted-address.ts";

test.each([
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["203.0.113.9", "203.0.113.9"],
])("%s counts as %s", (address, counted) => expect(countedAddress(address)).toBe(counted));
