import decodeQR from "qr/decode.js";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { QrCode } from "./qr-code.tsx";

const uri = "otpauth://totp/Practicum:ana%40harbor.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Practicum";

test("what is drawn is read by a camera as what it says", async () => {
  const screen = await render(
    <div style={{ width: 400 }}>
      <QrCode text={uri} label="Setup key as a QR code" />
    </div>,
  );
  const drawn = screen.getByRole("img", { name: "Setup key as a QR code" });
  await expect.element(drawn).toBeVisible();
  const svg = drawn
    .element()
    .outerHTML.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" ');
  const image = new Image(400, 400);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [400, 400];
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0);
  const pixels = context?.getImageData(0, 0, 400, 400);
  expect(pixels && decodeQR({ width: 400, height: 400, data: pixels.data })).toBe(uri);
});
