#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "resolver/adapters/rocksdb/rocksdb_store.h"
#include "tests/support/temp_dir.h"

namespace facet::resolver::test {

using testing_support::TempDir;

// A store in a folder of its own, which can be closed and opened again.
class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }

  void open() {
    auto opened = open_rocksdb_store(dir(), options_);
    ASSERT_TRUE(opened) << opened.error().message();
    store_ = std::move(*opened);
  }
  void close() { store_.reset(); }
  void reopen() {
    close();
    open();
  }
  std::filesystem::path dir() const { return temp_.path() / "store"; }

  TempDir temp_;
  StoreOptions options_;
  std::unique_ptr<Store> store_;
};

// The value, or a failed test that says why there is none.
template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  return std::move(*result);
}

inline void ok(const Status& status) {
  ASSERT_TRUE(status) << status.error().message();
}

}  // namespace facet::resolver::test
