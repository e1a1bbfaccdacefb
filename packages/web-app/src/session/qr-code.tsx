import { encodeQR } from "qr";

/** A QR code, drawn: dark on white whatever the page's colors are, for a camera reads it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  // A margin of four modules is the standard's (ISO/IEC 18004); it comes with the rows.
  const rows = encodeQR(text, "raw", { border: 4 });
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      style={{ width: 200, height: 200 }}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
