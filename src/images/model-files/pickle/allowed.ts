// What pickles of model files may name and call. Names are the fields' own; what stands here neither runs code that its
// arguments bring along, nor opens files or connections.

/** What one module offers: calls may be named, too. What is harmless with some arguments only stands in `grammar.ts`. */
export interface Allowed {
  readonly modules: string
  readonly calls?: string
  readonly names?: string
}

const exceptions = `ArithmeticError AssertionError AttributeError BaseException BufferError EOFError Exception
  FloatingPointError ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
  NameError NotImplementedError OSError OverflowError RecursionError RuntimeError StopIteration SyntaxError SystemError
  TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError Warning ZeroDivisionError UserWarning`

const standardLibrary: readonly Allowed[] = [
  {
    modules: 'builtins',
    calls: `object int float bool str bytes bytearray list tuple dict set frozenset complex range slice ${exceptions}`,
    names: 'Ellipsis NotImplemented',
  },
  // What they make is judged in their place.
  { modules: 'copyreg', names: '_reconstructor __newobj__ __newobj_ex__' },
  {
    modules: 'collections',
    calls: 'OrderedDict defaultdict Counter deque ChainMap UserDict UserList UserString',
  },
  { modules: 'datetime', calls: 'datetime date time timedelta timezone' },
  { modules: 'decimal', calls: 'Decimal' },
  { modules: 'fractions', calls: 'Fraction' },
  { modules: 'uuid', calls: 'UUID SafeUUID' },
  { modules: 'array', calls: 'array _array_reconstructor' },
  { modules: 're', calls: '_compile' },
  { modules: 'time', calls: 'struct_time' },
  { modules: 'argparse', calls: 'Namespace' },
  { modules: 'types', calls: 'SimpleNamespace' },
  { modules: 'ipaddress', calls: 'IPv4Address IPv6Address IPv4Network IPv6Network' },
  {
    modules: 'pathlib pathlib._local',
    calls: 'Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath',
  },
]

const numpyTypes = `bool bool_ int8 int16 int32 int64 intc intp int_ uint8 uint16 uint32 uint64 uintc uintp uint longlong
  ulonglong byte ubyte short ushort float16 float32 float64 half single double longdouble float_ complex64 complex128
  csingle cdouble clongdouble complex_ str_ bytes_ unicode_ string_ void object_ datetime64 timedelta64 number integer
  floating generic`

/** Settings of estimators. */
const numpyFunctions = `mean median average sum prod max min amax amin std var log log1p log2 log10 exp expm1 sqrt square
  abs absolute sin cos tan sign add subtract multiply divide nanmean nanmedian nansum nanmax nanmin argmax argmin`

const numpy: readonly Allowed[] = [
  {
    modules: 'numpy',
    calls: 'dtype poly1d',
    names: `ndarray matrix recarray record memmap ${numpyTypes} ${numpyFunctions}`,
  },
  { modules: 'numpy.core.multiarray numpy._core.multiarray', calls: '_reconstruct scalar' },
  { modules: 'numpy.core._internal numpy._core._internal', calls: '_reconstruct' },
  { modules: 'numpy.core.numeric numpy._core.numeric', calls: '_frombuffer' },
  { modules: 'numpy.core.records numpy._core.records numpy.rec', names: 'recarray record' },
  { modules: 'numpy.matrixlib.defmatrix', names: 'matrix' },
  { modules: 'numpy.core.memmap numpy._core.memmap', names: 'memmap' },
  { modules: 'numpy.ma.core numpy.ma', calls: '_mareconstruct', names: 'MaskedArray' },
  {
    modules: 'numpy.random numpy.random._pickle',
    calls: '__randomstate_ctor __generator_ctor __bit_generator_ctor',
  },
  { modules: 'numpy.random._mt19937', names: 'MT19937' },
  { modules: 'numpy.random._pcg64', names: 'PCG64 PCG64DXSM' },
  { modules: 'numpy.random._philox', names: 'Philox' },
  { modules: 'numpy.random._sfc64', names: 'SFC64' },
  { modules: 'numpy.random.bit_generator', calls: '__pyx_unpickle_SeedSequence', names: 'SeedSequence' },
  {
    modules: 'numpy.dtypes',
    names: `Float16DType Float32DType Float64DType Int8DType Int16DType Int32DType Int64DType UInt8DType UInt16DType
      UInt32DType UInt64DType BoolDType StrDType BytesDType ObjectDType Complex64DType Complex128DType`,
  },
]

const storages = `FloatStorage DoubleStorage HalfStorage BFloat16Storage LongStorage IntStorage ShortStorage CharStorage
  ByteStorage BoolStorage ComplexFloatStorage ComplexDoubleStorage QInt8Storage QUInt8Storage QInt32Storage
  QUInt4x2Storage QUInt2x4Storage UntypedStorage TypedStorage`

const tensors = `FloatTensor DoubleTensor HalfTensor BFloat16Tensor LongTensor IntTensor ShortTensor CharTensor ByteTensor
  BoolTensor`

const torchTypes = `float16 float32 float64 bfloat16 half float double int8 int16 int32 int64 short int long uint8 uint16
  uint32 uint64 bool complex32 complex64 complex128 qint8 quint8 qint32 quint4x2 quint2x4 float8_e4m3fn float8_e5m2
  float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 strided sparse_coo sparse_csr sparse_csc sparse_bsr
  sparse_bsc contiguous_format channels_last channels_last_3d preserve_format per_tensor_affine per_channel_affine
  per_tensor_symmetric per_channel_symmetric`

const activations = `relu relu_ relu6 gelu silu mish elu selu celu leaky_relu rrelu prelu sigmoid hardsigmoid logsigmoid tanh
  hardtanh hardswish softplus softsign softmax log_softmax softmin tanhshrink softshrink hardshrink glu threshold`

const torch: readonly Allowed[] = [
  { modules: 'torch', calls: 'Size device', names: `Tensor ${storages} ${tensors} ${torchTypes}` },
  { modules: 'torch.cuda', names: `${storages} ${tensors}` },
  { modules: 'torch.storage', names: 'TypedStorage UntypedStorage _TypedStorage' },
  {
    modules: 'torch._utils',
    calls: `_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state
      _rebuild_qtensor _rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_nested_tensor _rebuild_xla_tensor
      _rebuild_meta_tensor_no_storage _rebuild_wrapper_subclass _rebuild_device_tensor_from_numpy
      _rebuild_device_tensor_from_cpu_tensor`,
  },
  // Layers hold the function that they apply.
  { modules: 'torch torch._C._nn torch.nn.functional', names: activations },
  {
    modules: 'torch.nn.parallel.data_parallel torch.nn.parallel.distributed',
    names: 'DataParallel DistributedDataParallel',
  },
  { modules: 'torch.nn.parameter', calls: 'Parameter', names: 'Buffer UninitializedParameter' },
  { modules: 'torch.serialization', calls: '_get_layout' },
  {
    modules: 'torch.jit._pickle',
    calls:
      'build_intlist build_tensorlist build_doublelist build_boollist build_tensor_from_id restore_type_tag',
  },
  { modules: 'torch.torch_version', calls: 'TorchVersion' },
  { modules: 'torch.distributed._shard.metadata', calls: 'ShardMetadata' },
  {
    modules: 'torch.distributed.checkpoint.metadata',
    calls: `Metadata TensorStorageMetadata BytesStorageMetadata ChunkStorageMetadata MetadataIndex TensorProperties
      _MEM_FORMAT_ENCODING StorageMeta`,
  },
  { modules: 'torch.distributed.checkpoint.filesystem', calls: '_StorageInfo' },
]

const sklearn: readonly Allowed[] = [
  { modules: 'sklearn.tree._tree', calls: 'Tree' },
  { modules: 'sklearn.utils._bunch sklearn.utils', calls: 'Bunch' },
  { modules: 'sklearn.neighbors._kd_tree sklearn.neighbors._ball_tree', calls: 'newObj' },
  {
    modules: 'sklearn.linear_model._sgd_fast sklearn.linear_model.sgd_fast',
    calls:
      'Hinge Log SquaredHinge ModifiedHuber SquaredLoss Huber EpsilonInsensitive SquaredEpsilonInsensitive',
  },
  { modules: 'sklearn._loss.link', calls: 'Interval' },
]

/** Their state is the model in CatBoost's own format, which its native reader takes. */
const catboost: readonly Allowed[] = [
  { modules: 'catboost.core', calls: 'CatBoost CatBoostClassifier CatBoostRegressor CatBoostRanker' },
]

const joblib: readonly Allowed[] = [{ modules: 'joblib.numpy_pickle', names: 'NumpyArrayWrapper' }]

const pandas: readonly Allowed[] = [
  { modules: 'pandas._libs.internals', calls: '_unpickle_block BlockManager' },
  { modules: 'pandas.core.internals.managers', calls: 'BlockManager SingleBlockManager' },
  { modules: 'pandas.core.internals.blocks', calls: 'new_block' },
  { modules: 'pandas._libs.arrays', calls: '__pyx_unpickle_NDArrayBacked' },
  { modules: 'pandas._libs.tslibs.timestamps', calls: '_unpickle_timestamp' },
  { modules: 'pandas._libs.tslibs.timedeltas', calls: '_timedelta_unpickle' },
  { modules: 'pandas._libs.tslibs.nattype', calls: '_nat_unpickle' },
  {
    modules: 'pandas pandas.core.dtypes.dtypes pandas.core.arrays.string_',
    calls: 'CategoricalDtype DatetimeTZDtype StringDtype PeriodDtype IntervalDtype',
  },
  { modules: 'pandas.core.indexes.frozen', calls: 'FrozenList' },
]

const transformers: readonly Allowed[] = [
  {
    modules: 'transformers.trainer_utils',
    calls:
      'IntervalStrategy HubStrategy SchedulerType EvaluationStrategy SaveStrategy FSDPOption ShardedDDPOption',
  },
  { modules: 'transformers.training_args', calls: 'OptimizerNames ParallelMode', names: 'TrainingArguments' },
  { modules: 'transformers.trainer_pt_utils', calls: 'AcceleratorConfig' },
  { modules: 'accelerate.utils.dataclasses', calls: 'DistributedType' },
  { modules: 'accelerate.state', names: 'PartialState' },
]

export const allowed: readonly Allowed[] = [
  ...standardLibrary,
  ...numpy,
  ...torch,
  ...sklearn,
  ...catboost,
  ...joblib,
  ...pandas,
  ...transformers,
]

/** Modules whose classes may be made without calling `__init__` (NEWOBJ without arguments) and given their attributes. */
export const classFamilies: RegExp = new RegExp(
  `^(?:${[
    String.raw`sklearn\.`,
    String.raw`torch\.nn\.modules\.`,
    String.raw`torch\.optim\.`,
    // Classes of TorchScript: its interpreter looks them up in the archive, and Python finds no such module.
    String.raw`__torch__(?:\.|$)`,
    String.raw`torchvision\.models\.`,
    String.raw`scipy\.(?:sparse|stats|interpolate|spatial)`,
    String.raw`pandas(?:$|\.(?:core|_libs|arrays|tseries\.offsets)(?:$|\.))`,
    String.raw`xgboost\.`,
    String.raw`lightgbm\.`,
    String.raw`imblearn\.`,
    String.raw`transformers\.(?:models|training_args|configuration_utils|tokenization)`,
  ].join('|')})`,
)

/** A class by the custom of its field: `Pipeline`, `_DictWrapper`, `csr_matrix`. */
export const className: RegExp = /^(?:_?[A-Z][A-Za-z0-9_]*|[a-z]{3}_(?:matrix|array))$/

/** Functions that are called with whatever arguments, by module and name. */
export const callFamilies: readonly (readonly [modules: RegExp, names: RegExp])[] = [
  [/^sklearn\._loss\._loss$/, /^Cy\w+$/],
  [/^sklearn\.(?:metrics|neighbors)\._dist_metrics$/, /^(?:newObj|\w*Distance\d*|DistanceMetric\d*)$/],
  [/^sklearn\.[\w.]+$/, /^__pyx_unpickle_\w+$/],
]

/** Modules of numbers alone: what they hold may be named, as a setting of an estimator, and not called. */
export const nameFamilies: RegExp =
  /^(?:sklearn\.(?!datasets|utils\._testing|externals)[\w.]+|numpy\._?core\.(?:umath|_multiarray_umath|fromnumeric|numeric)|scipy\.(?:special|stats|spatial|_lib\.array_api_compat)[\w.]*)$/
