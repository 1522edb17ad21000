// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QtCore/qtypeinfo.h>

#include <tl/expected.hpp>

/// Results travel in signals. tl::expected declares == for every type, so that Qt would take its word for it.
template <class T, class E>
struct QTypeTraits::has_operator_equal<tl::expected<T, E>> : std::false_type {
};

namespace warden {

/// A value or the Error that kept it from being. Never dropped: each is looked at or handed on.
template <class T>
using Result = tl::expected<T, Error>;

/// The short way to return a failure: `return failure(ErrorCode::Io, tr("…"), detail);`.
inline tl::unexpected<Error> failure(ErrorCode code, const QString &text, const QString &detail = {})
{
    return tl::unexpected<Error>(Error {code, text, detail});
}

/// Passes the error of one Result on as the error of another.
inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace warden
