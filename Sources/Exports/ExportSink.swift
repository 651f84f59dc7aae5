/// Where an export goes, piece by piece: it can be larger than what fits into memory.
package typealias ExportSink = ([UInt8]) throws -> Void
