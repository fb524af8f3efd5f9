import type { Packing } from '../../../src/images/model-files/packed/unpack.ts'

/** What the packed texts below hold. */
export const contents: Buffer = Buffer.concat([
  Buffer.from('compartments hold water: '.repeat(20)),
  Buffer.from(Array.from({ length: 256 }, (_, value) => value)),
])

/** Written by Python's lzma and bz2. */
export const packed: Partial<Record<Packing, string>> = {
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ALzAQNdADGbyfP1xghV7H3/5HDy78+bqehMqICrVekqotPtPhHQFx2jz3SZVUrNoZXAhjw/bfN1mSVB3GgqypTBcSVEMQFoRDhJgQqkEQB3wd/G7lZpB8VFPDhnrUQYqxHy9TqSrs5Eeld20NdiVgCOYfdDuLCFnJx4hhsSUUkM79ro6EiFIr3dMxUG9bdfQebGJDlwkBR02OpjClCfp3ya8Z6X8Jrb69Pac8oBbAfbjKt2WOw29uMjpm4BSBTXVOPt2oq0ShI4gCd6r3SIQz1AD6b1U4U1sZ0KYA4BuBi4ycX5ASBDr7X64j8ms6bQClsTtUqVhGkLwHRH+F5CAHZ/CEOrBhI4HxIAAEa6AKUAJI6yAAGfAvQFAAAwYGpascRn+wIAAAAABFla',
  lzma: 'XQAAgAD//////////wAxm8nz9cYIVex9/+Rw8u/Pm6noTKiAq1XpKqLT7T4R0Bcdo890mVVKzaGVwIY8P23zdZklQdxoKsqUwXElRDEBaEQ4SYEKpBEAd8Hfxu5WaQfFRTw4Z61EGKsR8vU6kq7ORHpXdtDXYlYAjmH3Q7iwhZyceIYbElFJDO/a6OhIhSK93TMVBvW3X0HmxiQ5cJAUdNjqYwpQn6d8mvGel/Ca2+vT2nPKAWwH24yrdljsNvbjI6ZuAUgU11Tj7dqKtEoSOIAneq90iEM9QA+m9VOFNbGdCmAOAbgYuMnF+QEgQ6+1+uI/JrOm0ApbE7VKlYRpC8B0R/heQgB2fwhDqwYT9koV///xp4AA',
  bzip2:
    'QlpoOTFBWSZTWe9WUQUAAHf/////////////////////////////////////////////sAEbRhJgAJgACYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHU0xMBMAAAAAAACYAAAAAAAAAAmAAAAAAAAAAAAAAAAAAAAABKVI0TyanqMamjRoAYhkGhkDQ0aaDTIBkMhoaDI0G1GI0A0GgAYTRkAGQA0Mg00aaABiGjJoMmgaGhkAAV1QwMKliY6gqVsiyoralU2VmZ11UaKrVmmr1hqrNardct9eUIgZYEMaCFgIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5cAAD9ADsbPP8enx+gIKEhoiKjI6QkpSWmJt/wGBwT094PCYV8fcNh8Q/YnFYt/XghDAhjse7Igf6DBDIXpeCEKCGSyeUVghlYNfCAhl1YILWEEFiwEFQILQQhFIIMS5jBCFXAgyAhcWAEFAIKgQe1MMzAhmGnMw7w8vT2+Pr8/wEDBQcJCw0PERMVFxkbHR8hIyUnKSstLzEzNTc5Oz0/QUNFR0lLTU9RU1VXWVtdX2FjZWdpa21vcXN1d3l7fX+Bg4WHiYuNj5GTlZeZm52foaOlp6mrra+xs7W3ubu9v8HDxcfJy83P0dPV19nb3d/h4+Xn6evt7/Hz9ff5+i7kinChId6sogoA=',
}
