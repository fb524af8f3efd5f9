import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, worst } from '../verdict.ts'
import { forbidShipped, shippedCopies } from './shipping.ts'

const pickled =
  /\.(?:pt|pth|ckpt|pkl|pickle|joblib)(?:$|[?#])|(?:pytorch_model|adapter_model)[^/]{0,100}\.bin(?:$|[?#])/i

function find({ name, words }: ShellCommand): ShellWord | undefined {
  return /^(?:curl|wget|aria2c|gdown)$/.test(name)
    ? words.slice(1).find(({ text }) => /:\/\//.test(text) && pickled.test(text))
    : undefined
}

export const pickledModelInImage: Control<'image-build'> = {
  id: 'BH-0684',
  name: 'pickled-model-in-image',
  title: 'Model is a pickle',
  layer: 'image',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Loading a pickle (.pt, .pth, .bin, .ckpt, .pkl, .joblib) runs what its author wrote into it: whoever gives you weights gives you code.',
  remediation:
    'Convert the weights to safetensors, GGUF or ONNX, and refuse pickles when loading (`weights_only=True`).',
  applies: 'image-build',
  check: (build) => {
    const message = `${build.name} puts a pickled model into the image.`
    const copies = every(shippedCopies(build), ({ words }) =>
      every(words.slice(0, -1), (word) =>
        pickled.test(valueOf(word) ?? '') ? fail(message, originOf(word)) : pass(),
      ),
    )
    return worst([copies, forbidShipped(build, find, { message, files: () => [] })])
  },
  examples: {
    fail: [
      'FROM a:1\nCOPY model.pt /m/',
      'FROM a:1\nRUN wget https://x/y/model.ckpt',
      'FROM a:1\nRUN curl -L -o m.pkl "https://x/y/model.pkl?download=true"',
    ],
    pass: [
      'FROM a:1\nCOPY model.safetensors /m/',
      'FROM a:1\nRUN curl -o x.gguf https://x/y.gguf',
      'FROM a:1\nRUN rm model.pt',
      'FROM a:1 AS x\nCOPY model.pt /in/\nFROM b:1\nCOPY --from=x /out /m',
    ],
    unknown: [],
  },
}
